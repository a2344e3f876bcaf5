using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>An hour or a day. <c>Value</c> is the figure that is analyzed.</summary>
internal sealed record TrendPointResource(
    DateTimeOffset Start, double? Value, long Count, double? Avg, double? Min, double? Max, double? P50, double? P95, double? P99)
{
    public static TrendPointResource From(TrendPoint point) => new(
        point.Start,
        JsonNumber.Of((double?)point.Value),
        point.Count,
        JsonNumber.Of(point.Average),
        JsonNumber.Of(point.Min),
        JsonNumber.Of(point.Max),
        JsonNumber.Of(point.P50),
        JsonNumber.Of(point.P95),
        JsonNumber.Of(point.P99));
}
