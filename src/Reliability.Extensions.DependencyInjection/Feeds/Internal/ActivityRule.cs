using System.Diagnostics;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>What one declaration selects of the activities of a source, and what it calls bad.</summary>
internal sealed class ActivityRule(ActivityOrigin origin, Feed feed)
{
    private readonly TagCondition[] _taken = origin.Filter.Taken;
    private readonly TagCondition[] _bad = origin.Filter.Bad;
    private readonly TagCondition[] _abandoned = origin.Filter.Abandoned;

    public ActivityOrigin Origin => origin;

    public Feed Feed => feed;

    public bool Abandons => _abandoned.Length > 0;

    /// <summary>
    /// Gets a value indicating whether the source alone does not show that the feed exists: the name or a condition may be misspelled.
    /// </summary>
    public bool NeedsActivity => origin.Name is not null || Array.Exists(_taken, condition => condition.RequiresTag);

    public EventVerdict Judge(Activity activity)
    {
        if (!origin.TakesName(activity.OperationName))
        {
            return EventVerdict.None;
        }

        foreach (TagCondition condition in _taken)
        {
            if (!condition.Holds(activity))
            {
                return EventVerdict.None;
            }
        }

        feed.Connect();
        return OneHolds(_abandoned, activity) ? EventVerdict.Abandoned
            : IsBad(activity) ? EventVerdict.Bad
            : origin.OnlyBad ? EventVerdict.None
            : EventVerdict.Good;
    }

    private bool IsBad(Activity activity) =>
        _bad.Length == 0 ? activity.Status == ActivityStatusCode.Error : OneHolds(_bad, activity);

    private static bool OneHolds(TagCondition[] conditions, Activity activity)
    {
        foreach (TagCondition condition in conditions)
        {
            if (condition.Holds(activity))
            {
                return true;
            }
        }

        return false;
    }
}
