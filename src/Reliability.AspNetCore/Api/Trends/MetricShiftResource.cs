using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>A shift of the level. It lies between <c>From</c> and <c>To</c> with a probability of about 95 %.</summary>
internal sealed record MetricShiftResource(
    DateTimeOffset At,
    DateTimeOffset From,
    DateTimeOffset To,
    string Kind,
    double? Size,
    double? Before,
    double? After,
    double? Ratio,
    double? PValue,
    string Verdict,
    AcceptedShiftResource? Acceptance,
    IReadOnlyList<MarkerResource> Markers)
{
    public static MetricShiftResource Of(MetricShift shift) => new(
        shift.At,
        shift.Within.Start,
        shift.Within.End,
        shift.Kind.ToString(),
        JsonNumber.Of((double?)shift.Size),
        JsonNumber.Of((double?)shift.Before),
        JsonNumber.Of((double?)shift.After),
        JsonNumber.Of(shift.Ratio),
        JsonNumber.Of((double?)shift.PValue),
        shift.Verdict.ToString(),
        shift.Acceptance is { } acceptance ? AcceptedShiftResource.Of(acceptance) : null,
        [.. shift.Markers.Select(MarkerResource.From)]);
}
