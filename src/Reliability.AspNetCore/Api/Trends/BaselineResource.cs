using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>The accepted baseline that a verdict is about: the points from <c>Start</c> on.</summary>
internal sealed record BaselineResource(DateTimeOffset Start, AcceptedShiftResource Accepted)
{
    public static BaselineResource? Of(TrendReport report) => report is { Baseline: { } accepted, BaselineStart: { } start }
        ? new BaselineResource(start, AcceptedShiftResource.Of(accepted))
        : null;
}
