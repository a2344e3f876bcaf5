using System.Diagnostics;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>An objective that the activities of a source feed. Recording an activity does not allocate.</summary>
internal sealed class ActivityTarget
{
    private readonly ActivityRule[] _rules;
    private readonly OutcomeRecorder? _cancelled;
    private readonly OutcomeRecorder? _failed;
    private readonly SeriesRecorder _recorder;
    private readonly SplitTag _split;

    /// <param name="source">The name of the source.</param>
    /// <param name="rules">The declarations that name the source for the objective.</param>
    /// <param name="cancelled">Counts what is left out because it was cancelled.</param>
    /// <param name="failed">Counts what a latency objective leaves out because it failed.</param>
    public ActivityTarget(string source, ActivityRule[] rules, OutcomeRecorder? cancelled, OutcomeRecorder? failed)
    {
        (Source, _rules, _cancelled, _failed) = (source, rules, cancelled, failed);
        _recorder = rules[0].Feed.Recorder;
        _split = new SplitTag(_recorder.SplitBy);
        Array.ForEach(rules, rule => rule.Feed.AddDoubt(_split.Doubt));
    }

    public string Source { get; }

    /// <summary>Connects the feeds that the source alone shows to exist.</summary>
    public void Appear()
    {
        foreach (ActivityRule rule in _rules.Where(one => !one.NeedsActivity))
        {
            rule.Feed.Connect();
        }
    }

    public bool Takes(string name)
    {
        foreach (ActivityRule rule in _rules)
        {
            if (rule.Origin.TakesName(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes the name of an activity that no declaration selects.</summary>
    public void Miss(string name)
    {
        foreach (ActivityRule rule in _rules)
        {
            rule.Miss(name);
        }
    }

    public void Record(Activity activity)
    {
        EventVerdict verdict = EventVerdict.None;
        foreach (ActivityRule rule in _rules)
        {
            verdict = (EventVerdict)Math.Max((int)verdict, (int)rule.Judge(activity));
        }

        if (verdict == EventVerdict.Abandoned)
        {
            _cancelled?.Record(good: false);
        }
        else if (verdict != EventVerdict.None && _recorder is OutcomeRecorder outcomes)
        {
            outcomes.Record(verdict == EventVerdict.Good, Split(activity));
        }
        else if (verdict == EventVerdict.Good && _recorder is LatencyRecorder latencies)
        {
            latencies.Record(activity.Duration, Split(activity));
        }
        else if (verdict == EventVerdict.Bad)
        {
            _failed?.Record(good: false);
        }
    }

    private string? Split(Activity activity) =>
        _split.Dimension is { } dimension ? _split.Note(activity.GetTagItem(dimension)) : null;
}
