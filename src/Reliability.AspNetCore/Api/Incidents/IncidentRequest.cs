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

    /// <exception cref="BadQueryException">The body of an edit has a field that is only to open an incident.</exception>
    public void RequireEdit()
    {
        (string Field, bool IsStated)[] milestones =
        [
            ("startedAt", StartedAt is not null),
            ("detectedAt", DetectedAt is not null),
            ("acknowledgedAt", AcknowledgedAt is not null),
            ("mitigatedAt", MitigatedAt is not null),
            ("resolvedAt", ResolvedAt is not null),
        ];
        string? fault = Service is not null
                ? "service: an edit does not move an incident to another service. Select its service with the query parameter service."
            : IsAnonymous ? "isAnonymous: only who opens an incident can do so without a name."
            : ResolvedAt is not null && milestones.Count(one => one.IsStated) == 1
                ? "resolvedAt: an edit does not change it. Use POST incidents/{id}/resolve or incidents/{id}/milestones."
            : milestones.FirstOrDefault(one => one.IsStated).Field is { } field
                ? $"{field}: an edit does not change it. Use POST incidents/{{id}}/milestones."
            : null;
        if (fault is not null)
        {
            throw new BadQueryException(fault);
        }
    }

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
