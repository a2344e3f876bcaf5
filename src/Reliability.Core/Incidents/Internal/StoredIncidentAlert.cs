namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentAlert"/>.</summary>
internal sealed record StoredIncidentAlert
{
    public required string AlertId { get; init; }

    public required string Slo { get; init; }

    public required string Rule { get; init; }

    public required string Severity { get; init; }

    public required DateTimeOffset FiredAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }
}
