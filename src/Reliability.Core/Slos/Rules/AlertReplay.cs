namespace Reliability.Slos;

/// <summary>When the alert rules of an objective would have fired and cleared, and how far back each of them could be replayed.</summary>
public sealed record AlertReplay
{
    /// <summary>Gets the episodes that overlap the range, in the order in which they started.</summary>
    public required IReadOnlyList<AlertEpisode> Episodes { get; init; }

    /// <summary>Gets the rules of the objective, in their order.</summary>
    public required IReadOnlyList<ReplayedRule> Rules { get; init; }
}
