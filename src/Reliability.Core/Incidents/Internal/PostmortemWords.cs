using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The words that are stored. They never change, even if the names of the enum members do.</summary>
internal static class PostmortemWords
{
    public static WordTable<PostmortemStatus> Status { get; } = new(
        "postmortem",
        "status",
        (PostmortemStatus.Draft, "Draft"),
        (PostmortemStatus.Review, "Review"),
        (PostmortemStatus.Final, "Final"));

    public static WordTable<PostmortemEventKind> Event { get; } = new(
        "postmortem",
        "kind of event",
        (PostmortemEventKind.Began, "Began"),
        (PostmortemEventKind.AlertTriggered, "AlertTriggered"),
        (PostmortemEventKind.InvestigationStarted, "InvestigationStarted"),
        (PostmortemEventKind.CauseIdentified, "CauseIdentified"),
        (PostmortemEventKind.MitigationApplied, "MitigationApplied"),
        (PostmortemEventKind.Resolved, "Resolved"),
        (PostmortemEventKind.Note, "Note"));

    public static WordTable<PostmortemChangeKind> Change { get; } = new(
        "postmortem",
        "change",
        (PostmortemChangeKind.Drafted, "Drafted"),
        (PostmortemChangeKind.Edited, "Edited"),
        (PostmortemChangeKind.ActionSet, "ActionSet"),
        (PostmortemChangeKind.Submitted, "Submitted"),
        (PostmortemChangeKind.Returned, "Returned"),
        (PostmortemChangeKind.Finalized, "Finalized"));

    public static WordTable<ActionKind> Kind { get; } = new(
        "action",
        "kind",
        (ActionKind.Prevent, "Prevent"),
        (ActionKind.Detect, "Detect"),
        (ActionKind.Mitigate, "Mitigate"),
        (ActionKind.Process, "Process"));

    public static WordTable<ActionStatus> ActionStatus { get; } = new(
        "action",
        "status",
        (Incidents.ActionStatus.Open, "Open"),
        (Incidents.ActionStatus.Done, "Done"),
        (Incidents.ActionStatus.Cancelled, "Cancelled"));
}
