namespace Reliability.Dashboard.Internal;

/// <summary>What happened at the time of a shift.</summary>
internal sealed record TrendMarkerRow
{
    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string Text { get; init; }
}
