namespace Reliability.Dashboard.Internal;

/// <summary>An alert that is a part of an incident.</summary>
internal sealed record IncidentAlertRow
{
    public required string Slo { get; init; }

    public required string Rule { get; init; }

    public required string Severity { get; init; }

    public required DateTimeOffset FiredAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }
}
