namespace Reliability.Slos;

/// <summary>How the burn rates of the two windows of a rule developed.</summary>
public sealed record BurnHistoryRule
{
    /// <summary>Gets the name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets the severity of the rule.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Gets the length of the long window.</summary>
    public required TimeSpan LongWindow { get; init; }

    /// <summary>Gets the length of the short window.</summary>
    public required TimeSpan ShortWindow { get; init; }

    /// <summary>Gets the burn rate that both windows must exceed for the rule to fire.</summary>
    public required decimal Threshold { get; init; }

    /// <summary>
    /// Gets the time from which on the store still has all minutes of the windows. Before it there are no points. It is
    /// <see langword="null"/> if nothing could be evaluated: the long window is longer than minutes are kept, or the range has not begun.
    /// </summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>Gets the points in time order.</summary>
    public required IReadOnlyList<BurnPoint> Points { get; init; }
}
