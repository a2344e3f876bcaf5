using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// A test for a season of a known period: the F-test of equal effects of the phases in a regression on a linear trend and the phases, with
/// first-order autoregressive errors. The autocorrelation is estimated by three iterations of Cochrane and Orcutt (1949) with a correction
/// of its bias, and the regression is the generalised least squares for it (Prais and Winsten, 1954). A trend, a step and the persistence
/// of a metric are thereby not mistaken for a season. The function is pure.
/// </summary>
public static class SeasonalityTest
{
    /// <summary>The longest period that can be tested.</summary>
    public const int MaxPeriod = 512;

    /// <summary>The lowest number of periods that a series must span.</summary>
    public const int MinCycles = 3;

    /// <summary>
    /// Tests whether a series has a season. Use period 7 for the weekday on daily buckets, 24 for the hour of the day and 168 for the hour
    /// of the week on hourly buckets. Buckets are averages over their length, so daily buckets contain no pattern within the day.
    /// </summary>
    /// <param name="positions">
    /// The bucket numbers of the values, strictly increasing. Gaps are allowed: missing buckets have no influence, and the phase follows
    /// from the position.
    /// </param>
    /// <param name="values">The values, one for each position.</param>
    /// <param name="period">The period in positions, from 2 to <see cref="MaxPeriod"/>.</param>
    /// <param name="significanceLevel">The p-value below which the series is seasonal, above 0 and below 1. The default is 0.01.</param>
    /// <exception cref="ArgumentException">
    /// A value is NaN or infinite, the positions are not strictly increasing, or the lengths differ.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The period or the significance level is outside its range.</exception>
    public static SeasonalityResult Test(
        ReadOnlySpan<int> positions, ReadOnlySpan<double> values, int period, double significanceLevel = 0.01)
    {
        Check.Between(period, 2, MaxPeriod);
        Check.Inside(significanceLevel, 0, 1, nameof(significanceLevel));
        SeriesValues series = SeriesValues.From(positions, values);
        return Test(positions, series, period, significanceLevel);
    }

    internal static SeasonalityResult Test(ReadOnlySpan<int> positions, SeriesValues series, int period, double significanceLevel)
    {
        int n = positions.Length;
        double cycles = n == 0 ? 0 : ((double)positions[^1] - positions[0] + 1) / period;
        SeasonalityState reason = series.IsConstant && n > 0 ? SeasonalityState.Constant
            : cycles < MinCycles ? SeasonalityState.TooFewCycles : SeasonalityState.Unknown;
        SeasonalRegression? fit = reason == SeasonalityState.Unknown ? SeasonalRegression.Fit(positions, series.Scaled, period) : null;
        if (fit is null)
        {
            return new SeasonalityResult
            {
                Period = period,
                Count = n,
                Cycles = cycles,
                State = reason == SeasonalityState.Unknown ? SeasonalityState.TooFewPoints : reason,
                F = null,
                PValue = null,
                Strength = 0,
                Profile = [],
                Autocorrelation = 0,
            };
        }

        double[] profile = fit.Profile;
        for (int phase = 0; phase < period; phase++)
        {
            profile[phase] = series.Restore(profile[phase]);
        }

        return new SeasonalityResult
        {
            Period = period,
            Count = n,
            Cycles = cycles,
            State = fit.PValue < significanceLevel ? SeasonalityState.Seasonal : SeasonalityState.NotSeasonal,
            F = double.IsFinite(fit.F) ? fit.F : null,
            PValue = fit.PValue,
            Strength = fit.Strength,
            Profile = profile,
            Autocorrelation = fit.Autocorrelation,
        };
    }
}
