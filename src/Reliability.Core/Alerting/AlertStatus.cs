using Reliability.Slos;

namespace Reliability.Alerting;

/// <summary>The status of one alert at its last evaluation.</summary>
public sealed record AlertStatus
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the name of the objective, or of the metric whose trend the alert is about.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets the severity of the rule.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Gets the state.</summary>
    public required AlertState State { get; init; }

    /// <summary>Gets the ID of the alert while it fires; otherwise <see langword="null"/>.</summary>
    public string? AlertId { get; init; }

    /// <summary>Gets the time at which the alert last fired.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>Gets the time at which the alert last resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Gets the time of the last evaluation.</summary>
    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>Gets the faster rule of the same objective whose alert suppresses this one, so that only one of them notifies.</summary>
    public string? SuppressedBy { get; init; }

    /// <summary>Gets the explanation of the rule's reading: windows, counts, value and threshold.</summary>
    public required string Explanation { get; init; }

    /// <summary>Gets the condition under which the alert resolves.</summary>
    public required string ClearsWhen { get; init; }
}
