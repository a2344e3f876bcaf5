using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>When a postmortem is complete, and when an action fits.</summary>
internal static class PostmortemRules
{
    /// <summary>How far a time may be ahead, because clocks differ.</summary>
    private static readonly TimeSpan _maxAhead = TimeSpan.FromDays(1);

    public static IReadOnlyList<PostmortemGap> Gaps(PostmortemContent content)
    {
        List<PostmortemGap> gaps = [];
        if (!Has(content, PostmortemEventKind.Began)
            || !(Has(content, PostmortemEventKind.MitigationApplied) || Has(content, PostmortemEventKind.Resolved)))
        {
            Add("timeline", "The timeline does not say when the incident began and when it was mitigated or resolved.");
        }

        if (content is { Analysis: null, ContributingFactors.Count: 0 })
        {
            Add("cause", "There is neither an analysis of the cause nor a contributing factor.");
        }

        if (content.Impact.Duration is null || content.Impact is { Users: null, Business: null })
        {
            Add("impact", "The impact needs a duration, and how users or the business were affected.");
        }

        if (content.NoActionsReason is null
            && !content.Actions.Any(one => one is { Owner: not null, DueOn: not null, Status: not ActionStatus.Cancelled }))
        {
            Add("actions", "No action has both an owner and a due date. Add one, or write why nothing follows.");
        }

        return gaps;

        void Add(string input, string message) => gaps.Add(new PostmortemGap { Input = input, Message = message });
    }

    /// <summary>Returns an action as it is stored: one that is closed has the time of that, and one that is open has none.</summary>
    public static ActionItem Timed(ActionItem action, DateTimeOffset now) => action with
    {
        CreatedAt = AuditText.ToMicrosecond(action.CreatedAt),
        ClosedAt = action.Status == ActionStatus.Open ? null : AuditText.ToMicrosecond(action.ClosedAt ?? now),
    };

    /// <summary>Returns why an action does not fit, as the end of a sentence about the postmortem, or <see langword="null"/>.</summary>
    public static string? Fault(ActionItem action, string incidentId, DateTimeOffset now, TimeZoneInfo zone)
    {
        string name = $"the action '{Names.Shorten(action.Id)}', which";
        if (action.IncidentId != incidentId)
        {
            return $"cannot have {name} belongs to the incident '{Names.Shorten(action.IncidentId)}'";
        }

        if (action.DueOn < DayOf(action.CreatedAt, zone))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"cannot have {name} is due on {action.DueOn:yyyy-MM-dd}, before it was filed on {DayOf(action.CreatedAt, zone):yyyy-MM-dd}");
        }

        if (action.ClosedAt < action.CreatedAt)
        {
            return $"cannot have {name} was closed before it was filed";
        }

        return action.CreatedAt > now + _maxAhead || action.ClosedAt > now + _maxAhead
            ? $"cannot have {name} was filed or closed more than a day ahead"
            : null;
    }

    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static bool Has(PostmortemContent content, PostmortemEventKind kind) => content.Timeline.Any(one => one.Kind == kind);
}
