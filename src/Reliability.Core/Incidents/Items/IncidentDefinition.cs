using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>What people state about an incident.</summary>
public sealed record IncidentDefinition
{
    /// <summary>The maximum length of a description, of an impact and of an entry of the timeline, in characters.</summary>
    public const int MaxTextLength = 20_000;

    /// <summary>The maximum number of roles, and of objectives.</summary>
    public const int MaxItems = 50;

    /// <summary>Gets the title: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Title { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the severity. Default: not stated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such severity.</exception>
    public IncidentSeverity Severity { get; init => field = Check.Word(value, nameof(Severity)); }

    /// <summary>Gets the kind. Default: an incident.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a kind.</exception>
    public IncidentKind Kind { get; init => field = Check.Word(value, nameof(Kind), IncidentKind.Unknown); } = IncidentKind.Incident;

    /// <summary>
    /// Gets the class of the cause, such as "deployment" or "dns", by which recurrences are found: 1 to 200 characters, or
    /// <see langword="null"/> while it is not known. Upper and lower case are the same.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? CauseClass { get; init => field = value is null ? null : AuditText.RequireName(value); }

    /// <summary>Gets the description, or <see langword="null"/>: at most <see cref="MaxTextLength"/> characters.</summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Description { get; init => field = IncidentText.Block(value, nameof(Description)); }

    /// <summary>Gets how users were affected, or <see langword="null"/>: at most <see cref="MaxTextLength"/> characters.</summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Impact { get; init => field = IncidentText.Block(value, nameof(Impact)); }

    /// <summary>
    /// Gets the names of the objectives that are affected: at most <see cref="MaxItems"/>. Default: none, which means all of the service
    /// whose budget it burnt.
    /// </summary>
    /// <exception cref="ArgumentException">A name is empty or occurs twice, or there are too many.</exception>
    public IReadOnlyList<string> Objectives { get; init => field = IncidentText.Names(value, nameof(Objectives)); } = [];

    /// <summary>Gets who has which role: at most <see cref="MaxItems"/>.</summary>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public IReadOnlyList<IncidentRole> Roles { get; init => field = IncidentText.Few(value, nameof(Roles)); } = [];

    /// <summary>Gets the id of the deployment that caused it, if a person named one, 1 to 200 characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? DeploymentId { get; init => field = value is null ? null : AuditText.RequireName(value); }

    /// <summary>
    /// Gets the id of the incident of the service of which this is another report, or <see langword="null"/>. A duplicate does not count.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? DuplicateOf { get; init => field = value is null ? null : AuditText.RequireName(value); }

    /// <summary>
    /// Gets the id of the earlier incident of the service that came again, or <see langword="null"/>. It wins over the one that is found by
    /// service and cause.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? RecurrenceOf { get; init => field = value is null ? null : AuditText.RequireName(value); }
}
