using System.Diagnostics;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>What one declaration selects of the activities of a source, and what it calls bad.</summary>
internal sealed class ActivityRule
{
    private readonly TagCondition[] _taken;
    private readonly TagCondition[] _bad;
    private readonly TagCondition[] _abandoned;
    private readonly TagWatch _watch;
    private readonly ActivityMisses _misses;

    /// <param name="origin">The declaration.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="misses">Observes the activities of the source that the declaration does not select.</param>
    public ActivityRule(ActivityOrigin origin, Feed feed, ActivityMisses misses)
    {
        (Origin, Feed, _misses) = (origin, feed, misses);
        (_taken, _bad, _abandoned) = (origin.Filter.Taken, origin.Filter.Bad, origin.Filter.Abandoned);
        _watch = new TagWatch(_bad);
        feed.AddDoubt(_watch.Doubt);
    }

    public ActivityOrigin Origin { get; }

    public Feed Feed { get; }

    public bool Abandons => _abandoned.Length > 0;

    /// <summary>
    /// Gets a value indicating whether the source alone does not show that the feed exists: the name or a condition may be misspelled.
    /// </summary>
    public bool NeedsActivity => Origin.Name is not null || Array.Exists(_taken, condition => condition.RequiresTag);

    /// <summary>Notes an activity of the source that the declaration does not select by its name.</summary>
    public void Miss(string name)
    {
        if (!Feed.IsConnected)
        {
            _misses.Observe(name);
        }
    }

    public EventVerdict Judge(Activity activity)
    {
        if (!Origin.TakesName(activity.OperationName))
        {
            return EventVerdict.None;
        }

        foreach (TagCondition condition in _taken)
        {
            if (!condition.Holds(activity))
            {
                if (!Feed.IsConnected)
                {
                    _misses.Observe(activity);
                }

                return EventVerdict.None;
            }
        }

        Feed.Connect();
        _watch.Observe(activity);
        return OneHolds(_abandoned, activity) ? EventVerdict.Abandoned
            : IsBad(activity) ? EventVerdict.Bad
            : Origin.OnlyBad ? EventVerdict.None
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
