namespace Reliability.Dashboard.Internal;

/// <summary>A lift as it was known at one moment.</summary>
internal sealed record LiftPoint
{
    public required DateTimeOffset At { get; init; }

    public decimal? Lift { get; init; }

    public decimal? Low { get; init; }

    public decimal? High { get; init; }
}
