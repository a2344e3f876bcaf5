using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>An objective that an instrument feeds.</summary>
internal sealed class MeterTarget
{
    private readonly TagCondition[] _taken;
    private readonly TagCondition[] _bad;
    private readonly SeriesRecorder _recorder;
    private int _refused;

    public MeterTarget(MeterSource source, Feed feed)
    {
        Feed = feed;
        Source = source;
        _taken = source.Filter.Taken;
        _bad = source.Filter.Bad;
        _recorder = feed.Recorder;
    }

    public MeterSource Source { get; }

    public Feed Feed { get; }

    public SeriesRecorder Recorder => _recorder;

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

        bool isBad = IsBad(tags);
        try
        {
            switch (_recorder)
            {
                case OutcomeRecorder outcomes:
                    long events = isCount ? checked((long)value) : 1;
                    outcomes.Record(isBad ? 0 : events, isBad ? events : 0);
                    break;
                case LatencyRecorder latencies when !isBad:
                    latencies.Record(value * seconds);
                    break;
                case ScoreRecorder scores:
                    scores.Record(value);
                    break;
                case MeasurementRecorder measurements:
                    measurements.Record(value);
                    break;
            }

            return true;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            // An exception must not reach the code that measures.
            return Interlocked.Exchange(ref _refused, 1) == 1;
        }
    }

    private bool IsBad(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (TagCondition condition in _bad)
        {
            if (condition.Holds(tags))
            {
                return true;
            }
        }

        return false;
    }
}
