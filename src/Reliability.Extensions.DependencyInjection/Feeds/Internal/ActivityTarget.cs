using System.Diagnostics;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>An objective that activities feed. Recording an activity does not allocate.</summary>
internal sealed class ActivityTarget(ActivityOrigin origin, Feed feed, OutcomeRecorder? cancelled)
{
    private readonly TagCondition[] _taken = origin.Filter.Taken;
    private readonly TagCondition[] _bad = origin.Filter.Bad;
    private readonly TagCondition[] _abandoned = origin.Filter.Abandoned;
    private readonly SeriesRecorder _recorder = feed.Recorder;

    public Feed Feed => feed;

    public string Source => origin.Source;

    /// <summary>
    /// Gets a value indicating whether the source alone does not show that the feed exists: the name or a condition may be misspelled.
    /// </summary>
    public bool NeedsActivity => origin.Name is not null || Array.Exists(_taken, condition => condition.RequiresTag);

    public bool Takes(string source, string name) => source == origin.Source && origin.TakesName(name);

    public void Record(Activity activity)
    {
        foreach (TagCondition condition in _taken)
        {
            if (!condition.Holds(activity))
            {
                return;
            }
        }

        feed.Connect();
        if (OneHolds(_abandoned, activity))
        {
            cancelled?.Record(good: false);
            return;
        }

        bool isBad = IsBad(activity);
        if (!isBad && origin.OnlyBad)
        {
            return;
        }

        if (_recorder is OutcomeRecorder outcomes)
        {
            outcomes.Record(!isBad);
        }
        else if (_recorder is LatencyRecorder latencies && !isBad)
        {
            latencies.Record(activity.Duration);
        }
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
