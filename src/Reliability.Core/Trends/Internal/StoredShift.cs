namespace Reliability.Trends.Internal;

/// <summary>A shift as it is stored. The interval contains its start and not its end.</summary>
internal sealed record StoredShift
{
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required string Kind { get; init; }

    public required double Size { get; init; }
}
