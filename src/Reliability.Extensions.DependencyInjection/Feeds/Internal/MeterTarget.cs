using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>An objective that an instrument feeds.</summary>
internal sealed class MeterTarget
{
    private readonly MeterRule[] _rules;
    private readonly PairedCounts? _counts;
    private readonly OutcomeRecorder? _cancelled;
    private readonly OutcomeRecorder? _failed;
    private readonly bool _isBadOfPair;
    private readonly SplitTag _split;
    private int _rejected;

    /// <param name="rules">The declarations that name the instrument for the objective, alone or as the same part of the same pair.</param>
    /// <param name="counts">The counts, if another instrument counts the bad events or the total.</param>
    /// <param name="cancelled">Counts what is left out because it was cancelled.</param>
    /// <param name="failed">Counts what a latency objective leaves out because it failed.</param>
    public MeterTarget(MeterRule[] rules, PairedCounts? counts, OutcomeRecorder? cancelled, OutcomeRecorder? failed)
    {
        (_rules, _counts, _cancelled, _failed) = (rules, counts, cancelled, failed);
        _isBadOfPair = rules[0].Source.IsBadOfPair;
        Recorder = rules[0].Feed.Recorder;
        _split = new SplitTag(counts is null ? Recorder.SplitBy : null);
        foreach (MeterRule rule in rules)
        {
            rule.Feed.AddDoubt(counts is null || Recorder.SplitBy is null
                ? _split.Doubt
                : () => "The events of two instruments, a total and its bad events, are not split: they count in the total alone.");
        }
    }

    public string Slo => _rules[0].Source.Slo;

    public SeriesRecorder Recorder { get; }

    public bool IsFedBy(string meter, string instrument) =>
        _rules[0].Source is { } source && source.Meter == meter && source.Instrument == instrument;

    /// <summary>Notes that the instrument is published.</summary>
    public void Appear() => Array.ForEach(_rules, rule => rule.Appear());

    /// <summary>Records a measurement.</summary>
    /// <param name="value">The measured value.</param>
    /// <param name="seconds">The unit of the value in seconds; NaN when it is not a unit of time.</param>
    /// <param name="isCount">Whether the value is a number of events, rather than a property of one event.</param>
    /// <param name="tags">The tags of the measurement.</param>
    /// <returns>False when the value is outside the range of the objective, and is the first such value.</returns>
    public bool Record(double value, double seconds, bool isCount, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        EventVerdict verdict = EventVerdict.None;
        foreach (MeterRule rule in _rules)
        {
            verdict = (EventVerdict)Math.Max((int)verdict, (int)rule.Judge(value * seconds, tags));
        }

        if (verdict == EventVerdict.Abandoned)
        {
            _cancelled?.Record(good: false);
        }

        // An exception must not reach the code that measures, even if recorders are strict.
        return verdict is EventVerdict.None or EventVerdict.Abandoned
            || TryRecord(value, seconds, isCount, verdict == EventVerdict.Bad, tags)
            || Interlocked.Exchange(ref _rejected, 1) == 1;
    }

    private bool TryRecord(
        double value, double seconds, bool isCount, bool isBad, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            switch (Recorder)
            {
                case OutcomeRecorder outcomes:
                    long events = isCount ? checked((long)value) : 1;
                    if (isCount && events != value)
                    {
                        return false; // Part of an event is none.
                    }

                    return _counts is null
                        ? outcomes.Record(isBad ? 0 : events, isBad ? events : 0, _split.Of(tags))
                        : _counts.Add(events, _isBadOfPair);
                case LatencyRecorder latencies:
                    return isBad ? _failed!.Record(0, 1) : latencies.Record(value * seconds, _split.Of(tags));
                case ScoreRecorder scores:
                    return scores.Record(value, _split.Of(tags));
                default:
                    return ((MeasurementRecorder)Recorder).Record(value, _split.Of(tags));
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }
}
