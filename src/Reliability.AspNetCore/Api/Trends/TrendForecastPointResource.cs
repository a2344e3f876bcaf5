using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>The forecast of an hour or day with its prediction interval.</summary>
internal sealed record TrendForecastPointResource(DateTimeOffset At, double? Value, double? Low, double? High)
{
    public static TrendForecastPointResource From(TrendForecastPoint point) =>
        new(point.Start, JsonNumber.Of((double?)point.Value), JsonNumber.Of(point.Low), JsonNumber.Of(point.High));
}
