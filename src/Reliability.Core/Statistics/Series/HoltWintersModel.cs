using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>A fitted exponential smoothing model. Create it by <see cref="HoltWinters.Fit"/>.</summary>
public sealed class HoltWintersModel
{
    /// <summary>The greatest number of steps of a forecast.</summary>
    public const int MaxHorizon = 1_000;

    private readonly SmoothingFit? _fit;

    internal HoltWintersModel(SmoothingSeries series, SmoothingFit? fit, string reason)
    {
        _fit = fit;
        Count = series.Count;
        Reason = reason;
    }

    /// <summary>Gets the number of values that were fitted.</summary>
    public int Count { get; }

    /// <summary>Gets a human-readable reason for the choice of the model.</summary>
    public string Reason { get; }

    /// <summary>Gets the trend, never <see cref="TrendComponent.Unknown"/> if there are values.</summary>
    public TrendComponent Trend => _fit?.Form.Trend ?? TrendComponent.Unknown;

    /// <summary>Gets the season, never <see cref="SeasonalComponent.Unknown"/> if there are values.</summary>
    public SeasonalComponent Season => _fit?.Form.Season ?? SeasonalComponent.Unknown;

    /// <summary>Gets the number of positions after which the season repeats, or 0 if there is no season.</summary>
    public int Period => _fit?.Form.Period ?? 0;

    /// <summary>Gets the weight of the last error in the level, from 0 to 1.</summary>
    public double Alpha => _fit?.Weights.Alpha ?? 0;

    /// <summary>Gets the weight of the last error in the slope, from 0 to <see cref="Alpha"/>.</summary>
    public double Beta => _fit?.Weights.Beta ?? 0;

    /// <summary>Gets the weight of the last error in the season, from 0 to 1 - <see cref="Alpha"/>.</summary>
    public double Gamma => _fit?.Weights.Gamma ?? 0;

    /// <summary>Gets the factor of a damped slope for each step, from 0.8 to 0.98, or 1.</summary>
    public double Phi => _fit?.Weights.Phi ?? 1;

    /// <summary>
    /// Gets the corrected information criterion up to a constant that all models of the series share, or <see langword="null"/> if there
    /// are too few values or no errors.
    /// </summary>
    public double? Aicc => _fit is { } fit && double.IsFinite(fit.Aicc) ? fit.Aicc : null;

    /// <summary>
    /// Gets the standard deviation of the errors one step ahead, in the unit of the values, or <see langword="null"/> if there are too few
    /// values.
    /// </summary>
    public double? ErrorDeviation => _fit?.ErrorDeviation;

    /// <summary>Forecasts the values after the last position, each with a prediction interval.</summary>
    /// <param name="horizon">The number of values, from 1 to <see cref="MaxHorizon"/>.</param>
    /// <param name="confidence">The probability of each interval, above 0 and below 1. The default is 0.95.</param>
    /// <returns>The forecasts in order, or none if there are no values.</returns>
    /// <remarks>
    /// The variance of an additive model has a closed form, and its intervals are those of Student's t distribution. Intervals of a
    /// multiplicative season are quantiles of 4,000 simulated paths that draw from the relative errors, with a fixed seed. Both cover the
    /// errors to come, not the uncertainty of the parameters, so that an interval of a short series is too narrow: a 90 % interval of 98
    /// values with a weekly season holds about 88 % of the next values, and 83 % of those 14 steps ahead.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The horizon or the confidence is outside its range.</exception>
    public IReadOnlyList<ForecastPoint> Forecast(int horizon, double confidence = 0.95)
    {
        Check.Between(horizon, 1, MaxHorizon);
        Check.Inside(confidence, 0, 1, nameof(confidence));
        return _fit is { } fit ? SmoothingForecast.Of(fit, horizon, confidence) : [];
    }
}
