namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page of an incident shows.</summary>
internal sealed record IncidentDocument : PageDocument
{
    public required IncidentRow Incident { get; init; }

    public string? Description { get; init; }

    /// <summary>Gets how users were affected; <see langword="null"/> if nobody stated it.</summary>
    public string? Impact { get; init; }

    /// <summary>Gets who opened it: a person or a program, alerts, or an import.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Gets what is doubtful about its times, one sentence each.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    /// <summary>Gets the milestones in the order of time.</summary>
    public required IReadOnlyList<IncidentMilestoneRow> Milestones { get; init; }

    /// <summary>Gets what else happened to the service between the first and the last milestone, the earliest first.</summary>
    public required IReadOnlyList<MarkerRow> Markers { get; init; }

    /// <summary>Gets when what it burnt was measured; <see langword="null"/> if it never was.</summary>
    public DateTimeOffset? MeasuredAt { get; init; }

    /// <summary>Gets the affected objectives, those first of whose budget most was burnt.</summary>
    public required IReadOnlyList<IncidentObjectiveRow> Objectives { get; init; }

    /// <summary>Gets the earlier incident that came again; <see langword="null"/> if none.</summary>
    public IncidentRow? RecurrenceOf { get; init; }

    /// <summary>Gets why that is the earlier one, in words.</summary>
    public string? RecurrenceBecause { get; init; }

    public IncidentDeploymentRow? Deployment { get; init; }

    /// <summary>Gets the status of its postmortem in a word: Not written, Draft, Review or Final.</summary>
    public required string Postmortem { get; init; }

    /// <summary>Gets what the postmortem lacks, in words; <see langword="null"/> if nothing, or if there is none.</summary>
    public string? PostmortemMissing { get; init; }

    /// <summary>Gets whether the policy requires a postmortem, and when it is due; <see langword="null"/> if it does not.</summary>
    public RequiredRow? Required { get; init; }

    public required IReadOnlyList<IncidentAlertRow> Alerts { get; init; }

    /// <summary>Gets the timeline in the order of time: its last entries.</summary>
    public required IReadOnlyList<IncidentNoteRow> Timeline { get; init; }

    /// <summary>Gets the number of entries of the timeline that are left out, and that are earlier.</summary>
    public required int EarlierEntries { get; init; }

    public required IReadOnlyList<IncidentRoleRow> Roles { get; init; }

    /// <summary>Gets the last changes, the latest first.</summary>
    public required IReadOnlyList<IncidentNoteRow> Changes { get; init; }

    /// <summary>Gets the number of changes that are left out.</summary>
    public required int EarlierChanges { get; init; }
}
