namespace Reliability.Dashboard.Internal;

/// <summary>What remained of a budget at one moment.</summary>
internal sealed record BurnDownRow
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the share that remained.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>Gets the entry of the ledger that took effect, or <see langword="null"/>.</summary>
    public string? Entry { get; init; }
}
