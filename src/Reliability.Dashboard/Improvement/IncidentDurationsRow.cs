namespace Reliability.Dashboard.Internal;

/// <summary>
/// An incident and the durations of it that count, in seconds. Each has either an end, or the time that it has taken so far.
/// </summary>
internal sealed record IncidentDurationsRow
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public double? Detect { get; init; }

    public double? DetectSoFar { get; init; }

    public double? Restore { get; init; }

    public double? RestoreSoFar { get; init; }

    public double? Resolve { get; init; }

    public double? ResolveSoFar { get; init; }
}
