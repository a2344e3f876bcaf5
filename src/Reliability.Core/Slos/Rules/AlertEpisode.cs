namespace Reliability.Slos;

/// <summary>One time that an alert rule fired.</summary>
public sealed record AlertEpisode
{
    /// <summary>The name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The severity of the rule.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>When its condition came to hold.</summary>
    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>When it ceased to hold; <see langword="null"/> while it does.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>What the rule saw when it fired.</summary>
    public required string Explanation { get; init; }
}
