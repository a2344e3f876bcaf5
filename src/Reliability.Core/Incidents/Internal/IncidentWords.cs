using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Incidents.Internal;

/// <summary>The words that are stored. They never change, even if the names of the enum members do.</summary>
internal static class IncidentWords
{
    public static WordTable<IncidentKind> Kind { get; } = new(
        "incident",
        "kind",
        (IncidentKind.Incident, "Incident"),
        (IncidentKind.Maintenance, "Maintenance"),
        (IncidentKind.NearMiss, "NearMiss"));

    public static WordTable<IncidentSeverity> Severity { get; } = new(
        "incident",
        "severity",
        (IncidentSeverity.Unknown, "Unknown"),
        (IncidentSeverity.Low, "Low"),
        (IncidentSeverity.Medium, "Medium"),
        (IncidentSeverity.High, "High"),
        (IncidentSeverity.Critical, "Critical"));

    public static WordTable<IncidentSource> Source { get; } = new(
        "incident",
        "source",
        (IncidentSource.Manual, "Manual"),
        (IncidentSource.Alerts, "Alerts"),
        (IncidentSource.Import, "Import"));

    public static WordTable<IncidentMilestone> Milestone { get; } = new(
        "incident",
        "milestone",
        (IncidentMilestone.Started, "Started"),
        (IncidentMilestone.Detected, "Detected"),
        (IncidentMilestone.Acknowledged, "Acknowledged"),
        (IncidentMilestone.InvestigationStarted, "InvestigationStarted"),
        (IncidentMilestone.CauseIdentified, "CauseIdentified"),
        (IncidentMilestone.Mitigated, "Mitigated"),
        (IncidentMilestone.Resolved, "Resolved"));

    public static WordTable<IncidentChangeKind> Change { get; } = new(
        "incident",
        "change",
        (IncidentChangeKind.Opened, "Opened"),
        (IncidentChangeKind.Edited, "Edited"),
        (IncidentChangeKind.MilestoneSet, "MilestoneSet"),
        (IncidentChangeKind.Noted, "Noted"),
        (IncidentChangeKind.Resolved, "Resolved"),
        (IncidentChangeKind.Reopened, "Reopened"),
        (IncidentChangeKind.AlertFired, "AlertFired"),
        (IncidentChangeKind.AlertResolved, "AlertResolved"),
        (IncidentChangeKind.Measured, "Measured"));

    public static WordTable<AlertSeverity> AlertSeverity { get; } = new(
        "incident",
        "severity of an alert",
        (Slos.AlertSeverity.Ticket, "Ticket"),
        (Slos.AlertSeverity.Page, "Page"));
}
