using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Intervals and p-values that stay right however often one looks and whenever one stops: the asymptotic confidence sequence of
/// Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (2021). Pure functions.
/// </summary>
/// <remarks>
/// In all looks together a true effect of 0 is called an effect with a probability of at most alpha. It rests on the central limit theorem:
/// looks start when each arm has some tens of units, and of a rare outcome some of each kind.
/// </remarks>
public static class ConfidenceSequence
{
    /// <summary>The number of units at which the interval is narrowest relative to a fixed one, unless told otherwise.</summary>
    public const double DefaultTuningSize = 5000;

    /// <summary>Half of the interval's width: SE·√N·√(2(Nρ²+1)/(N²ρ²)·ln(√(Nρ²+1)/α)), with ρ² = (-2 ln α + ln(1 - 2 ln α))/tuning size.</summary>
    /// <param name="standardError">The standard error of the estimate now, finite and above 0, in the estimate's unit.</param>
    /// <param name="units">N, the units of both arms together now, 1 to 2^53.</param>
    /// <param name="alpha">The risk of ever missing the truth, above 0 and below 1.</param>
    /// <param name="tuningSize">The units at which the interval should be narrowest, 1 to 1e15; chosen before the first look.</param>
    /// <returns>A width above 0, at most <see cref="double.MaxValue"/>, in the estimate's unit.</returns>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static double HalfWidth(double standardError, long units, double alpha, double tuningSize = DefaultTuningSize)
    {
        Legal.Inside(alpha, 0, 1, nameof(alpha));
        return HalfWidthTunedFor(standardError, units, alpha, tuningSize, alpha);
    }

    /// <summary>Half of the width of a sequence that was tuned for another risk than the one it is read at.</summary>
    internal static double HalfWidthTunedFor(double standardError, long units, double alpha, double tuningSize, double tunedFor)
    {
        Legal.Positive(standardError, nameof(standardError));
        double growth = Growth(units, tunedFor, tuningSize);
        double factor = Math.Sqrt(2 * (growth + 1) / growth * ((0.5 * Math.Log(growth + 1)) - Math.Log(alpha)));
        return Math.Max(double.Epsilon, Math.Min(double.MaxValue, standardError * factor));
    }

    /// <summary>The interval around an estimate: <see cref="HalfWidth"/> to both sides.</summary>
    /// <param name="estimate">The estimated effect, finite.</param>
    /// <param name="standardError">Its standard error now, finite and above 0.</param>
    /// <param name="units">The units of both arms together now, 1 to 2^53.</param>
    /// <param name="alpha">The risk of ever missing the truth, above 0 and below 1.</param>
    /// <param name="tuningSize">The units at which the interval should be narrowest, 1 to 1e15; chosen before the first look.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static ConfidenceInterval Interval(double estimate, double standardError, long units, double alpha, double tuningSize = DefaultTuningSize)
    {
        Legal.Finite(estimate, nameof(estimate));
        double half = HalfWidth(standardError, units, alpha, tuningSize);
        return new ConfidenceInterval(Math.Max(-double.MaxValue, estimate - half), Math.Min(double.MaxValue, estimate + half), 1 - alpha);
    }

    /// <summary>
    /// The p-value of an effect of 0 at this look: min(1, √(Nρ²+1)·exp(-ρ²S/(2(Nρ²+1)))), with S = N·(estimate/SE)².
    /// </summary>
    /// <param name="estimate">The estimated effect, finite.</param>
    /// <param name="standardError">Its standard error now, finite and above 0.</param>
    /// <param name="units">The units of both arms together now, 1 to 2^53.</param>
    /// <param name="alpha">The risk that decides, above 0 and below 1.</param>
    /// <param name="tuningSize">The units at which the interval should be narrowest, 1 to 1e15; chosen before the first look.</param>
    /// <returns>
    /// 0 to 1. It is at most <paramref name="alpha"/> exactly when <see cref="Interval"/> with the same arguments leaves 0 out. It may be held
    /// against another risk too and keeps it; but the interval of that other risk is tuned to it (ρ depends on alpha) and need not agree.
    /// </returns>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static double PValue(double estimate, double standardError, long units, double alpha, double tuningSize = DefaultTuningSize)
    {
        Legal.Finite(estimate, nameof(estimate));
        double half = HalfWidth(standardError, units, alpha, tuningSize);
        double p = PValueOfZ(estimate / standardError, units, tuningSize, alpha);

        // One decision: rounding must not let the p-value and the interval part at the edge.
        return Math.Abs(estimate) > half ? Math.Min(p, alpha) : Math.Max(p, Math.BitIncrement(alpha));
    }

    /// <summary>The p-value of an estimate that is so many standard errors from 0, by a sequence that was tuned for a risk.</summary>
    internal static double PValueOfZ(double z, long units, double tuningSize, double tunedFor)
    {
        double growth = Growth(units, tunedFor, tuningSize);
        return Math.Min(1, Math.Exp((0.5 * Math.Log(growth + 1)) - (z * z / 2 * (growth / (growth + 1)))));
    }

    /// <summary>Nρ².</summary>
    private static double Growth(long units, double alpha, double tuningSize)
    {
        Legal.Between(units, 1, Legal.MaxUnits, nameof(units));
        Legal.Inside(alpha, 0, 1, nameof(alpha));
        Legal.Within(tuningSize, 1, 1e15, nameof(tuningSize));
        double twice = -2 * Math.Log(alpha);
        return units * ((twice + Math.Log(1 + twice)) / tuningSize);
    }
}
