using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>An objective that an instrument feeds.</summary>
internal sealed class MeterTarget
{
    private readonly TagCondition[] _taken;
    private readonly TagCondition[] _bad;
    private readonly TagCondition[] _abandoned;
    private readonly SeriesRecorder _recorder;
    private readonly PairedCounts? _pair;
    private readonly OutcomeRecorder? _cancelled;
    private int _refused;

    /// <param name="source">The instrument.</param>
    /// <param name="feed">The feed of the objective.</param>
    /// <param name="pair">The counts, if another instrument counts the bad events or the total.</param>
    /// <param name="cancelled">Counts what is left out because it was cancelled.</param>
    public MeterTarget(MeterSource source, Feed feed, PairedCounts? pair, OutcomeRecorder? cancelled)
    {
        Feed = feed;
        Source = source;
        _taken = source.Filter.Taken;
        _bad = source.Filter.Bad;
        _abandoned = source.Filter.Abandoned;
        _recorder = feed.Recorder;
        _pair = pair;
        _cancelled = cancelled;
    }

    public MeterSource Source { get; }

    public Feed Feed { get; }

    public SeriesRecorder Recorder => _recorder;

    private bool IsBadOfPair => Source.Total is not null;

    /// <summary>
    /// Gets a value indicating whether the instrument alone does not show that the feed exists: a condition may be misspelled, so that
    /// no measurement meets it.
    /// </summary>
    private bool NeedsMeasurement => Array.Exists(_taken, condition => condition.RequiresTag);

    /// <summary>Notes that the instrument is published.</summary>
    public void Appear()
    {
        if (!NeedsMeasurement)
        {
            Feed.Connect();
        }
        else if (IsBadOfPair)
        {
            _pair!.AppearBad();
        }
    }

    /// <summary>Records a measurement.</summary>
    /// <param name="value">The measured value.</param>
    /// <param name="seconds">The unit of the value in seconds; NaN when it is not a unit of time.</param>
    /// <param name="isCount">Whether the value is a number of events, rather than a property of one event.</param>
    /// <param name="tags">The tags of the measurement.</param>
    /// <returns>False when the value is outside the range of the objective, and is the first such value.</returns>
    public bool Record(double value, double seconds, bool isCount, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (TagCondition condition in _taken)
        {
            if (!condition.Holds(tags))
            {
                return true;
            }
        }

        Feed.Connect();
        _pair?.ConnectBad();
        if (value * seconds < Source.Filter.Patience && OneHolds(_abandoned, tags))
        {
            _cancelled?.Record(good: false);
            return true;
        }

        // An exception must not reach the code that measures, even if recorders are strict.
        return TryRecord(value, seconds, isCount, OneHolds(_bad, tags)) || Interlocked.Exchange(ref _refused, 1) == 1;
    }

    private bool TryRecord(double value, double seconds, bool isCount, bool isBad)
    {
        try
        {
            switch (_recorder)
            {
                case OutcomeRecorder outcomes:
                    long events = isCount ? checked((long)value) : 1;
                    if (isCount && events != value)
                    {
                        return false; // Part of an event is none.
                    }

                    return _pair is null
                        ? outcomes.Record(isBad ? 0 : events, isBad ? events : 0)
                        : _pair.Add(events, IsBadOfPair);
                case LatencyRecorder latencies:
                    return isBad || latencies.Record(value * seconds);
                case ScoreRecorder scores:
                    return scores.Record(value);
                default:
                    return ((MeasurementRecorder)_recorder).Record(value);
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    private static bool OneHolds(TagCondition[] conditions, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (TagCondition condition in conditions)
        {
            if (condition.Holds(tags))
            {
                return true;
            }
        }

        return false;
    }
}
