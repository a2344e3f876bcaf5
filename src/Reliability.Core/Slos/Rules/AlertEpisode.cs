namespace Reliability.Slos;

/// <summary>One period in which an alert rule fired.</summary>
public sealed record AlertEpisode
{
    /// <summary>Gets the name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets the severity of the rule.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Gets the time at which the condition was first met.</summary>
    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>Gets the time at which the condition was no longer met, or <see langword="null"/> if it is still met.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>Gets the explanation of the rule's reading when it fired.</summary>
    public required string Explanation { get; init; }
}
