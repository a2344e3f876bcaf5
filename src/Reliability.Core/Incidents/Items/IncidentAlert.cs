using Reliability.Slos;

namespace Reliability.Incidents;

/// <summary>An alert that is a part of an incident.</summary>
public sealed record IncidentAlert
{
    /// <summary>Gets the ID of the alert.</summary>
    public required string AlertId { get; init; }

    /// <summary>Gets the name of the objective, or of what another system alerts on.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets the severity.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Gets when it fired.</summary>
    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>Gets when it resolved, or <see langword="null"/> if it fires.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}
