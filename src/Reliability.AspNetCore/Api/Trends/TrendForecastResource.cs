using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>What a metric will be if it goes on as before. <c>Threshold</c> is null if the metric has none.</summary>
internal sealed record TrendForecastResource(
    double Confidence, string Model, ThresholdForecastResource? Threshold, IReadOnlyList<TrendForecastPointResource> Points)
{
    public static TrendForecastResource? From(TrendForecast? forecast) => forecast is null
        ? null
        : new TrendForecastResource(
            forecast.Confidence,
            forecast.Model,
            ThresholdForecastResource.From(forecast.Threshold),
            [.. forecast.Points.Select(TrendForecastPointResource.From)]);
}
