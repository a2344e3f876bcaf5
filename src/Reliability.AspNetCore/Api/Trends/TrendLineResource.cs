using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>A line in units per day, and the change along it. A ratio that is not defined is null, and <c>Reason</c> states why.</summary>
internal sealed record TrendLineResource(
    double? SlopePerDay,
    IntervalResource? SlopeInterval,
    double? PValue,
    double? Correlation,
    double? Start,
    double? End,
    double? Change,
    double? ChangeRatio,
    IntervalResource? ChangeRatioInterval,
    string? Reason)
{
    public static TrendLineResource? From(TrendLine? line) => line is null ? null : new(
        JsonNumber.Of((double?)line.SlopePerDay),
        line.SlopeInterval is { } slope ? IntervalResource.From(slope) : null,
        JsonNumber.Of(line.PValue),
        JsonNumber.Of(line.Correlation),
        JsonNumber.Of((double?)line.Change.Start),
        JsonNumber.Of((double?)line.Change.End),
        JsonNumber.Of((double?)line.Change.Absolute),
        JsonNumber.Of(line.Change.Ratio),
        line.Change.RatioInterval is { } ratio ? IntervalResource.From(ratio) : null,
        line.Change.Reason);
}
