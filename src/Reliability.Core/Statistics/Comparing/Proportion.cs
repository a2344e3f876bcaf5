using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>A number of successes among a number of units.</summary>
public readonly record struct Proportion
{
    /// <summary>Initializes a new instance of the <see cref="Proportion"/> struct.</summary>
    /// <param name="successes">The number of successes, from 0 to <paramref name="units"/>.</param>
    /// <param name="units">The number of units, from 1 to 2^53.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public Proportion(long successes, long units)
    {
        Units = Check.Between(units, 1, Check.MaxUnits, nameof(units));
        Successes = Check.Between(successes, 0, units, nameof(successes));
    }

    /// <summary>Gets the number of successes.</summary>
    public long Successes { get; }

    /// <summary>Gets the number of units.</summary>
    public long Units { get; }

    /// <summary>Gets the share of successes, from 0 to 1.</summary>
    public double Rate => (double)Successes / Units;

    /// <summary>Gets the number of failures.</summary>
    internal long Failures => Units - Successes;

    /// <summary>
    /// Returns the score interval of E. B. Wilson (1927), which is accurate for few units and for rates near 0 and 1, and always lies
    /// within 0 and 1.
    /// </summary>
    /// <param name="alpha">The probability of missing the true rate, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is outside its range.</exception>
    public ConfidenceInterval Wilson(double alpha = 0.05)
    {
        (double lower, double upper) = WilsonEnds(-DistributionFunctions.NormalQuantile(Check.Inside(alpha, 0, 1, nameof(alpha)) / 2));
        return new ConfidenceInterval(lower, upper, 1 - alpha);
    }

    /// <summary>Returns (x + z²/2) / (n + z²) ± z / (n + z²) · √(np(1-p) + z²/4).</summary>
    internal (double Lower, double Upper) WilsonEnds(double z)
    {
        double square = z * z;
        double centre = Successes + (square / 2);
        double half = z * Math.Sqrt((Rate * Failures) + (square / 4));
        double size = Units + square;
        return (Successes == 0 ? 0 : (centre - half) / size, Failures == 0 ? 1 : (centre + half) / size);
    }
}
