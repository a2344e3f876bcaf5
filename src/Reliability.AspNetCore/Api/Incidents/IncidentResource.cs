using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>An incident.</summary>
internal sealed record IncidentResource(
    string Id,
    string Service,
    string Title,
    string Status,
    string Severity,
    string Kind,
    string Source,
    string? CauseClass,
    string? Description,
    string? Impact,
    IReadOnlyList<string> Objectives,
    IReadOnlyList<IncidentRoleResource> Roles,
    string? DeploymentId,
    string? DuplicateOf,
    string? RecurrenceOf,
    DateTimeOffset OpenedAt,
    DateTimeOffset StartedAt,
    DateTimeOffset? DetectedAt,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? InvestigationStartedAt,
    DateTimeOffset? CauseIdentifiedAt,
    DateTimeOffset? MitigatedAt,
    DateTimeOffset? ResolvedAt,
    IReadOnlyList<string> Estimated,
    IReadOnlyList<string> Doubts,
    IReadOnlyList<string> MissingInputs,
    IncidentCostResource? Cost,
    IReadOnlyList<IncidentAlertResource> Alerts,
    IReadOnlyList<IncidentNoteResource> Timeline,
    IReadOnlyList<IncidentChangeResource> History,
    string Etag)
{
    /// <param name="one">The incident.</param>
    /// <param name="now">The moment at which an open one may be too long.</param>
    public static IncidentResource From(Incident one, DateTimeOffset now) => new(
        one.Id,
        one.Service,
        one.Title,
        one.Status.ToString(),
        one.Definition.Severity.ToString(),
        one.Definition.Kind.ToString(),
        one.Source.ToString(),
        one.Definition.CauseClass,
        one.Definition.Description,
        one.Definition.Impact,
        one.Definition.Objectives,
        [.. one.Definition.Roles.Select(role => new IncidentRoleResource(role.Role, role.Name))],
        one.Definition.DeploymentId,
        one.Definition.DuplicateOf,
        one.Definition.RecurrenceOf,
        one.OpenedAt,
        one.StartedAt,
        one.Times.DetectedAt,
        one.Times.AcknowledgedAt,
        one.Times.InvestigationStartedAt,
        one.Times.CauseIdentifiedAt,
        one.Times.MitigatedAt,
        one.Times.ResolvedAt,
        [.. one.Times.Estimated.Select(milestone => milestone.ToString())],
        [
            .. Enum.GetValues<IncidentDoubts>().Where(doubt => doubt != IncidentDoubts.None && one.DoubtsAt(now).HasFlag(doubt))
                .Select(doubt => doubt.ToString()),
        ],
        one.MissingInputs,
        IncidentCostResource.From(one.Cost),
        [
            .. one.Alerts.Select(alert => new IncidentAlertResource(
                alert.AlertId, alert.Slo, alert.Rule, alert.Severity.ToString(), alert.FiredAt, alert.ResolvedAt)),
        ],
        [.. one.Timeline.Select(note => new IncidentNoteResource(note.At, note.By, note.Text))],
        [.. one.History.Select(IncidentChangeResource.From)],
        one.ETag.Value);
}
