using System.Diagnostics;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>An objective that the activities of a source feed. Recording an activity does not allocate.</summary>
/// <param name="source">The name of the source.</param>
/// <param name="rules">The declarations that name the source for the objective.</param>
/// <param name="cancelled">Counts what is left out because it was cancelled.</param>
/// <param name="failed">Counts what a latency objective leaves out because it failed.</param>
internal sealed class ActivityTarget(string source, ActivityRule[] rules, OutcomeRecorder? cancelled, OutcomeRecorder? failed)
{
    private readonly SeriesRecorder _recorder = rules[0].Feed.Recorder;

    public string Source => source;

    /// <summary>Connects the feeds that the source alone shows to exist.</summary>
    public void Appear()
    {
        foreach (ActivityRule rule in rules.Where(one => !one.NeedsActivity))
        {
            rule.Feed.Connect();
        }
    }

    public bool Takes(string name)
    {
        foreach (ActivityRule rule in rules)
        {
            if (rule.Origin.TakesName(name))
            {
                return true;
            }
        }

        return false;
    }

    public void Record(Activity activity)
    {
        EventVerdict verdict = EventVerdict.None;
        foreach (ActivityRule rule in rules)
        {
            verdict = (EventVerdict)Math.Max((int)verdict, (int)rule.Judge(activity));
        }

        if (verdict == EventVerdict.Abandoned)
        {
            cancelled?.Record(good: false);
        }
        else if (verdict != EventVerdict.None && _recorder is OutcomeRecorder outcomes)
        {
            outcomes.Record(verdict == EventVerdict.Good);
        }
        else if (verdict == EventVerdict.Good && _recorder is LatencyRecorder latencies)
        {
            latencies.Record(activity.Duration);
        }
        else if (verdict == EventVerdict.Bad)
        {
            failed?.Record(good: false);
        }
    }
}
