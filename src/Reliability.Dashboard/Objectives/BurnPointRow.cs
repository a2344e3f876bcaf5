namespace Reliability.Dashboard.Internal;

/// <summary>The burn rates of a rule at one moment.</summary>
internal sealed record BurnPointRow
{
    public required DateTimeOffset At { get; init; }

    public decimal? Long { get; init; }

    public decimal? Short { get; init; }
}
