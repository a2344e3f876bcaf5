namespace Reliability.Dashboard.Internal;

/// <summary>The lift of an arm in a metric, day by day, with an interval that holds at all times together.</summary>
internal sealed record LiftSeries
{
    public required string Metric { get; init; }

    public required string Variant { get; init; }

    public required IReadOnlyList<LiftPoint> Points { get; init; }
}
