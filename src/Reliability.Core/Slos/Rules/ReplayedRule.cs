namespace Reliability.Slos;

/// <summary>How far back a rule could be replayed.</summary>
public sealed record ReplayedRule
{
    /// <summary>Gets the name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>
    /// Gets the time from which on the store still has all data of the windows of the rule. Before it, the rule has no episodes, whatever
    /// happened. It is the start of the range if nothing that a window in the range needs was deleted. It is <see langword="null"/> if the
    /// window of the rule is longer than minutes are kept (for a quantile, than the sketches of minutes are kept), so that the rule cannot
    /// be replayed minute by minute.
    /// </summary>
    public required DateTimeOffset? Since { get; init; }
}
