using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>How many of so many units did it.</summary>
public readonly record struct Proportion
{
    /// <summary>Counts a proportion.</summary>
    /// <param name="successes">How many did it, 0 to <paramref name="units"/>.</param>
    /// <param name="units">Of how many, 1 to 2^53.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public Proportion(long successes, long units)
    {
        Units = Legal.Between(units, 1, Legal.MaxUnits, nameof(units));
        Successes = Legal.Between(successes, 0, units, nameof(successes));
    }

    /// <summary>How many did it.</summary>
    public long Successes { get; }

    /// <summary>Of how many.</summary>
    public long Units { get; }

    /// <summary>The share, 0 to 1.</summary>
    public double Rate => (double)Successes / Units;

    /// <summary>How many did not.</summary>
    internal long Failures => Units - Successes;

    /// <summary>The score interval of E. B. Wilson (1927): good for few units and for rates near 0 and 1, and always within 0 and 1.</summary>
    /// <param name="alpha">The risk of missing the true rate, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The risk is outside its range.</exception>
    public ConfidenceInterval Wilson(double alpha = 0.05)
    {
        (double lower, double upper) = WilsonEnds(-DistributionFunctions.NormalQuantile(Legal.Inside(alpha, 0, 1, nameof(alpha)) / 2));
        return new ConfidenceInterval(lower, upper, 1 - alpha);
    }

    /// <summary>(x + z²/2) / (n + z²) ± z / (n + z²) · √(np(1-p) + z²/4).</summary>
    internal (double Lower, double Upper) WilsonEnds(double z)
    {
        double square = z * z;
        double centre = Successes + (square / 2);
        double half = z * Math.Sqrt((Rate * Failures) + (square / 4));
        double size = Units + square;
        return (Successes == 0 ? 0 : (centre - half) / size, Failures == 0 ? 1 : (centre + half) / size);
    }
}
