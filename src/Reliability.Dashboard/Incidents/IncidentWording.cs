using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>The words of the pages about incidents.</summary>
internal static class IncidentWording
{
    private static readonly (IncidentDoubts Doubt, string Text)[] _doubts =
    [
        (IncidentDoubts.NegativeDuration, "It ended before it started, so that its durations do not count."),
        (IncidentDoubts.ZeroDuration, "It ended when it started, so that its durations do not count."),
        (IncidentDoubts.TooLong, "It lasted more than 30 days, so that its durations do not count."),
        (IncidentDoubts.NoDetection, "When it was detected is not known."),
        (IncidentDoubts.PostedLate, "It was recorded after it was over, or a day or more after it started."),
        (IncidentDoubts.OutOfOrder, "Its milestones are not in their usual order."),
        (IncidentDoubts.Estimated, "At least one of its times is an estimate."),
    ];

    public static string Milestone(IncidentMilestone milestone) => milestone switch
    {
        IncidentMilestone.InvestigationStarted => "Investigation started",
        IncidentMilestone.CauseIdentified => "Cause identified",
        _ => milestone.ToString(),
    };

    public static string Change(IncidentChangeKind kind) => kind switch
    {
        IncidentChangeKind.MilestoneSet => "Milestone set",
        IncidentChangeKind.AlertFired => "Alert fired",
        IncidentChangeKind.AlertResolved => "Alert resolved",
        _ => kind.ToString(),
    };

    public static IEnumerable<string> Doubts(IncidentDoubts doubts) =>
        _doubts.Where(one => (doubts & one.Doubt) != IncidentDoubts.None).Select(one => one.Text);
}
