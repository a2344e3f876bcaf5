using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Intervals and p-values that are valid for any number of looks and any stopping time: the asymptotic confidence sequence of Waudby-Smith,
/// Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (2021). All functions are
/// pure.
/// </summary>
/// <remarks>
/// Over all looks together, the probability of a false positive is at most alpha. The guarantee relies on the central limit theorem, so
/// looks should start when each arm has some tens of units, and for a rare outcome some tens of successes and failures.
/// </remarks>
public static class ConfidenceSequence
{
    /// <summary>The default number of units at which the interval is narrowest relative to a fixed-horizon one.</summary>
    public const double DefaultTuningSize = 5000;

    /// <summary>
    /// Returns half of the width of the interval: SE·√N·√(2(Nρ²+1)/(N²ρ²)·ln(√(Nρ²+1)/α)), with ρ² = (-2 ln α + ln(1 -
    /// 2 ln α))/tuning size.
    /// </summary>
    /// <param name="standardError">The current standard error of the estimate, finite and above 0, in the unit of the estimate.</param>
    /// <param name="units">N, the current number of units of both arms together, from 1 to 2^53.</param>
    /// <param name="alpha">The probability of ever missing the true value, above 0 and below 1.</param>
    /// <param name="tuningSize">
    /// The number of units at which the interval is narrowest, from 1 to 1e15. Choose it before the first look.
    /// </param>
    /// <returns>A width above 0, at most <see cref="double.MaxValue"/>, in the unit of the estimate.</returns>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static double HalfWidth(double standardError, long units, double alpha, double tuningSize = DefaultTuningSize)
    {
        Check.Inside(alpha, 0, 1, nameof(alpha));
        return HalfWidthTunedFor(standardError, units, alpha, tuningSize, alpha);
    }

    /// <summary>Returns half of the width of a sequence that is tuned for another alpha than the one at which it is evaluated.</summary>
    internal static double HalfWidthTunedFor(double standardError, long units, double alpha, double tuningSize, double tunedFor)
    {
        Check.Positive(standardError, nameof(standardError));
        double growth = Growth(units, tunedFor, tuningSize);
        double factor = Math.Sqrt(2 * (growth + 1) / growth * ((0.5 * Math.Log(growth + 1)) - Math.Log(alpha)));
        return Math.Max(double.Epsilon, Math.Min(double.MaxValue, standardError * factor));
    }

    /// <summary>Returns the interval around an estimate, which extends <see cref="HalfWidth"/> to both sides.</summary>
    /// <param name="estimate">The estimated effect, finite.</param>
    /// <param name="standardError">The current standard error of the estimate, finite and above 0.</param>
    /// <param name="units">The current number of units of both arms together, from 1 to 2^53.</param>
    /// <param name="alpha">The probability of ever missing the true value, above 0 and below 1.</param>
    /// <param name="tuningSize">
    /// The number of units at which the interval is narrowest, from 1 to 1e15. Choose it before the first look.
    /// </param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static ConfidenceInterval Interval(
        double estimate,
        double standardError,
        long units,
        double alpha,
        double tuningSize = DefaultTuningSize)
    {
        Check.Finite(estimate, nameof(estimate));
        double half = HalfWidth(standardError, units, alpha, tuningSize);
        return new ConfidenceInterval(Math.Max(-double.MaxValue, estimate - half), Math.Min(double.MaxValue, estimate + half), 1 - alpha);
    }

    /// <summary>
    /// Returns the p-value of the hypothesis of no effect at this look: min(1, √(Nρ²+1)·exp(-ρ²S/(2(Nρ²+1)))), with S =
    /// N·(estimate/SE)².
    /// </summary>
    /// <param name="estimate">The estimated effect, finite.</param>
    /// <param name="standardError">The current standard error of the estimate, finite and above 0.</param>
    /// <param name="units">The current number of units of both arms together, from 1 to 2^53.</param>
    /// <param name="alpha">The alpha that decides, above 0 and below 1.</param>
    /// <param name="tuningSize">
    /// The number of units at which the interval is narrowest, from 1 to 1e15. Choose it before the first look.
    /// </param>
    /// <returns>
    /// The p-value, from 0 to 1. It is at most <paramref name="alpha"/> exactly when <see cref="Interval"/> with the same arguments
    /// excludes 0. The p-value is also valid for another alpha. However, the interval for that alpha has its own tuning (ρ depends on
    /// alpha) and need not agree with it.
    /// </returns>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static double PValue(double estimate, double standardError, long units, double alpha, double tuningSize = DefaultTuningSize)
    {
        Check.Finite(estimate, nameof(estimate));
        double half = HalfWidth(standardError, units, alpha, tuningSize);
        double p = PValueOfZ(estimate / standardError, units, tuningSize, alpha);

        // One decision: rounding must not make the p-value and the interval disagree at the boundary.
        return Math.Abs(estimate) > half ? Math.Min(p, alpha) : Math.Max(p, Math.BitIncrement(alpha));
    }

    /// <summary>
    /// Returns the p-value of an estimate that is z standard errors from 0, by a sequence that is tuned for the given alpha.
    /// </summary>
    internal static double PValueOfZ(double z, long units, double tuningSize, double tunedFor)
    {
        double growth = Growth(units, tunedFor, tuningSize);
        return Math.Min(1, Math.Exp((0.5 * Math.Log(growth + 1)) - (z * z / 2 * (growth / (growth + 1)))));
    }

    /// <summary>Returns Nρ².</summary>
    private static double Growth(long units, double alpha, double tuningSize)
    {
        Check.Between(units, 1, Check.MaxUnits, nameof(units));
        Check.Inside(alpha, 0, 1, nameof(alpha));
        Check.Between(tuningSize, 1, 1e15, nameof(tuningSize));
        double twice = -2 * Math.Log(alpha);
        return units * ((twice + Math.Log(1 + twice)) / tuningSize);
    }
}
