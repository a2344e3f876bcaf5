namespace Reliability.Slos;

/// <summary>How far back a rule could be replayed.</summary>
public sealed record ReplayedRule
{
    /// <summary>Gets the name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>
    /// Gets the time from which on the store still has all data of the windows of the rule. Before it, the rule has no episodes, whatever
    /// happened. It is <see langword="null"/> if the rule evaluates a quantile over a longer window than the sketches of minutes are kept,
    /// and therefore cannot be replayed minute by minute.
    /// </summary>
    public required DateTimeOffset? Since { get; init; }
}
