using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>The days until a metric reaches its threshold, with the 90 % interval. Null: not within a year.</summary>
internal sealed record ThresholdForecastResource(
    double? Threshold, string Outcome, double? Days, double? LowerDays, double? UpperDays, string Reason)
{
    public static ThresholdForecastResource? From(ThresholdForecast? forecast) => forecast is null
        ? null
        : new ThresholdForecastResource(
            JsonNumber.Of((double?)forecast.Threshold),
            forecast.Outcome.ToString(),
            JsonNumber.Of(forecast.Days),
            JsonNumber.Of(forecast.LowerDays),
            JsonNumber.Of(forecast.UpperDays),
            forecast.Reason);
}
