using System.Globalization;
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

    /// <summary>Says by which rotations and hours pages are counted.</summary>
    public static string OnCall(IncidentReport report)
    {
        OnCallHours hours = report.OnCall;
        string days = hours.RotationDays == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{hours.RotationDays} days");
        string end = hours.WorkTo == TimeOnly.MinValue ? "24:00" : Time(hours.WorkTo);
        return $"A rotation lasts {days}. Working hours are {Time(hours.WorkFrom)} to {end} from Monday to Friday in the zone "
            + $"{report.Zone}; pages at other times are out of hours.";

        static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    public static IEnumerable<string> Doubts(IncidentDoubts doubts) =>
        _doubts.Where(one => (doubts & one.Doubt) != IncidentDoubts.None).Select(one => one.Text);
}
