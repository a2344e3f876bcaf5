namespace Reliability.Recording.Internal;

/// <summary>
/// Gathers what the threads recorded into minutes: at every turn of the minute, and whenever somebody asks. The gate is the
/// recorder's: whoever holds it sees every event in exactly one place.
/// </summary>
internal sealed class Collector : IDisposable
{
    private readonly Lock _gate;
    private readonly LivePhase _phase;
    private readonly SeriesAccumulator[] _series;
    private readonly TimeProvider _timeProvider;
    private readonly bool _heartbeat;
    private readonly ITimer _timer;
    private long _minute;
    private long _observedMinute = long.MinValue;

    public Collector(Lock gate, SeriesAccumulator[] series, LivePhase phase, TimeProvider timeProvider, bool heartbeat)
    {
        _gate = gate;
        _series = series;
        _phase = phase;
        _timeProvider = timeProvider;
        _heartbeat = heartbeat;
        DateTimeOffset now = timeProvider.GetUtcNow();
        _minute = MinuteClock.Of(now);
        Observe();
        _timer = timeProvider.CreateTimer(static state => ((Collector)state!).TurnMinute(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(MinuteClock.UntilNext(now), Timeout.InfiniteTimeSpan); // not before the field is set: its callback uses it
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Collects now. The caller holds the gate.</summary>
    public void Collect()
    {
        // What was recorded since the last collection belongs to the minute in which that took place: the timer makes sure
        // that a collection takes place at every turn of the minute.
        _phase.Turn();
        foreach (SeriesAccumulator series in _series)
        {
            series.Collect(_minute);
        }

        _minute = MinuteClock.Of(_timeProvider.GetUtcNow());
        Observe();
    }

    private void Observe()
    {
        if (_heartbeat && _observedMinute != _minute)
        {
            foreach (SeriesAccumulator series in _series)
            {
                series.Observe(_minute);
            }

            _observedMinute = _minute;
        }
    }

    private void TurnMinute()
    {
        lock (_gate)
        {
            Collect();
        }

        _timer.Change(MinuteClock.UntilNext(_timeProvider.GetUtcNow()), Timeout.InfiniteTimeSpan);
    }
}
