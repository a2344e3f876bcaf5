using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>Opens an incident, or replaces its definition.</summary>
internal sealed record IncidentRequest
{
    public required string Title { get; init; }

    public required string Reason { get; init; }

    /// <summary>The service; only to open one.</summary>
    public string? Service { get; init; }

    public string? Severity { get; init; }

    public string? Kind { get; init; }

    public string? CauseClass { get; init; }

    public string? Description { get; init; }

    public string? Impact { get; init; }

    public IReadOnlyList<string>? Objectives { get; init; }

    public IReadOnlyList<IncidentRoleResource>? Roles { get; init; }

    public string? DeploymentId { get; init; }

    public string? DuplicateOf { get; init; }

    public string? RecurrenceOf { get; init; }

    /// <summary>The milestones; only to open one.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? DetectedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? MitigatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Whether a near miss is reported without a name.</summary>
    public bool IsAnonymous { get; init; }

    public string? Id { get; init; }

    /// <summary>The version that the caller saw, unless the request has <c>If-Match</c>. Only for an edit.</summary>
    public string? Etag { get; init; }

    public IncidentDefinition ToDefinition() => new()
    {
        Title = Title,
        Severity = Severity is null ? IncidentSeverity.Unknown : IncidentQueryText.Word<IncidentSeverity>(Severity, "severity"),
        Kind = Kind is null ? IncidentKind.Incident : IncidentQueryText.Word<IncidentKind>(Kind, "kind"),
        CauseClass = CauseClass,
        Description = Description,
        Impact = Impact,
        Objectives = Objectives ?? [],
        Roles = [.. (Roles ?? []).Select(one => one is null
            ? throw new BadQueryException("roles: null is not valid. Each role is an object with the fields role and name.")
            : new IncidentRole { Role = one.Role, Name = one.Name })],
        DeploymentId = DeploymentId,
        DuplicateOf = DuplicateOf,
        RecurrenceOf = RecurrenceOf,
    };

    public IncidentTimes ToTimes() => new()
    {
        StartedAt = StartedAt,
        DetectedAt = DetectedAt,
        AcknowledgedAt = AcknowledgedAt,
        MitigatedAt = MitigatedAt,
        ResolvedAt = ResolvedAt,
    };
}
