using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>Turns the forecast of a report into what its page shows.</summary>
internal static class TrendForecasts
{
    public static TrendForecastRow? Of(TrendReport report) => report.Forecast is not { } forecast
        ? null
        : new TrendForecastRow
        {
            Points =
            [
                .. forecast.Points.Select(point => new TrendForecastPointRow
                {
                    At = point.Start,
                    Value = TrendFigures.Number(point.Value),
                    Low = TrendFigures.Number(point.Low),
                    High = TrendFigures.Number(point.High),
                }),
            ],
            Confidence = forecast.Confidence,
            Model = forecast.Model,
            UntilThreshold = forecast.Threshold is { } threshold ? Until(threshold) : null,
        };

    private static UntilThresholdRow Until(ThresholdForecast threshold) => new()
    {
        Outcome = threshold.Outcome.ToString(),
        Days = Rounded(threshold.Days),
        LowerDays = Rounded(threshold.LowerDays),
        UpperDays = Rounded(threshold.UpperDays),
        Reason = threshold.Reason,
    };

    /// <summary>More digits than these would claim to know the hour.</summary>
    private static double? Rounded(double? days) => TrendFigures.Number(days) is { } known ? Math.Round(known, 1) : null;
}
