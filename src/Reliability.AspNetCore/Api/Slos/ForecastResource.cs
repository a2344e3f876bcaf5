using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record ForecastResource(
    string Outcome,
    string? Reason,
    DateTimeOffset? Earliest,
    DateTimeOffset? Likely,
    DateTimeOffset? Latest,
    DateTimeOffset Horizon,
    double Confidence,
    double? FromFullSeconds,
    string Season,
    double? BadPerHour,
    double? BadPerHourLow,
    double? BadPerHourHigh)
{
    public static ForecastResource From(BudgetForecast forecast) => new(
        forecast.Outcome.ToString(),
        forecast.Reason,
        forecast.Earliest,
        forecast.Likely,
        forecast.Latest,
        forecast.Horizon,
        forecast.Confidence,
        JsonNumber.Of(forecast.FromFull?.TotalSeconds),
        forecast.Season.ToString(),
        JsonNumber.Of(forecast.BadPerHour),
        JsonNumber.Of(forecast.BadPerHourLow),
        JsonNumber.Of(forecast.BadPerHourHigh));
}
