using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Fits exponential smoothing models with a level, a trend and a season, and forecasts from them. All functions are pure, and the result is
/// the same at each call.
/// </summary>
/// <remarks>
/// The search for the weights starts from three points (small, middle and great weights) and the line and season of the first four periods;
/// weights and first state are then improved in turn. The result is the minimum near that start, which need not be the least of all.
/// R. J. Hyndman, G. Athanasopoulos: "Forecasting: Principles and Practice", 3rd edition (2021), chapter 8.
/// R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder: "Forecasting with Exponential Smoothing" (2008).
/// </remarks>
public static class HoltWinters
{
    /// <summary>The longest period, which is a year of days and more than a week of hours.</summary>
    public const int MaxPeriod = 366;

    /// <summary>The number of last values that are fitted. Older values are ignored.</summary>
    public const int MaxValues = 10_000;

    /// <summary>Fits a model by the least sum of squared errors of forecasts one step ahead.</summary>
    /// <param name="values">
    /// The values at evenly spaced positions: finite, or <see cref="double.NaN"/> for a position without a value, at which the level
    /// follows the trend.
    /// </param>
    /// <param name="options">The model. The default has no season and a trend that is chosen.</param>
    /// <returns>
    /// The model. Where there are too few values for what was declared, it is simpler; <see cref="HoltWintersModel.Reason"/> says so.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A value is infinite, or a multiplicative season was declared and a value is not above 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The options are not valid.</exception>
    public static HoltWintersModel Fit(ReadOnlySpan<double> values, HoltWintersOptions? options = null)
    {
        options ??= new HoltWintersOptions();
        Check.Word(options.Trend, nameof(options));
        Check.Word(options.Season, nameof(options));
        Check.That(
            options.PhaseCount == 0 || (options.PhaseCount >= 2 && options.PhaseCount <= MaxPeriod),
            options.PhaseCount,
            $"A period is 0 or from 2 to {MaxPeriod}.",
            nameof(options));
        Check.That(
            options.PhaseCount > 0 || options.Season is SeasonalComponent.Unknown or SeasonalComponent.None,
            options.Season,
            "A season needs a period.",
            nameof(options));
        SmoothingSeries series = SmoothingSeries.Read(values, options.Season == SeasonalComponent.Multiplicative);
        return SmoothingChoice.Choose(series, options);
    }
}
