using Reliability.Slos;

namespace Reliability.Alerting;

/// <summary>What somebody is told. It may be told more than once: <see cref="AlertId"/> and <see cref="Kind"/> are the same then.</summary>
public sealed record AlertNotification
{
    /// <summary>
    /// Names the alert: the same for its firing and its end, in every process, and another one the next time that the rule fires.
    /// </summary>
    public required string AlertId { get; init; }

    /// <summary>What became of it.</summary>
    public required AlertTransitionKind Kind { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The objective.</summary>
    public required string Slo { get; init; }

    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Who should hear of it.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>When it fired.</summary>
    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>When it resolved; <see langword="null"/> while it fires.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What the rule saw: windows, counts, value and threshold.</summary>
    public required string Explanation { get; init; }

    /// <summary>What would end it, or what did.</summary>
    public required string ClearsWhen { get; init; }
}
