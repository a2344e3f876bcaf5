namespace Reliability.Recording.Internal;

/// <summary>
/// Collects the events of all threads into minutes, at the end of every minute and on request. The caller that holds the recorder's gate
/// sees every event in exactly one place.
/// </summary>
internal sealed class Collector : IDisposable
{
    private readonly Lock _gate;
    private readonly Action _collecting;
    private readonly SeriesTable _series;
    private readonly TimeProvider _timeProvider;
    private readonly bool _heartbeat;
    private readonly ITimer _timer;
    private long _minute;

    public Collector(
        Lock gate, SeriesTable series, Action collecting, TimeProvider timeProvider, bool heartbeat)
    {
        _gate = gate;
        _series = series;
        _collecting = collecting;
        _timeProvider = timeProvider;
        _heartbeat = heartbeat;
        DateTimeOffset now = timeProvider.GetUtcNow();
        _minute = MinuteClock.Of(now);
        _timer = timeProvider.CreateTimer(
            static state => ((Collector)state!).TurnMinute(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);

        // The timer starts after the field is set, because its callback uses the field.
        _timer.Change(MinuteClock.UntilNext(now), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Collects now. The caller must hold the gate.</summary>
    public void Collect()
    {
        _collecting();

        // A source that appeared since the last collection has measured its minute.
        Beat();

        // The events since the last collection belong to the minute of that collection: the timer ensures that a collection takes place at
        // the end of every minute.
        _series.CollectCounters();
        foreach (SeriesAccumulator series in _series.All)
        {
            series.Collect(_minute);
        }

        _minute = MinuteClock.Of(_timeProvider.GetUtcNow());
        Beat();
    }

    private void Beat()
    {
        if (_heartbeat)
        {
            foreach (SeriesAccumulator series in _series.All)
            {
                series.Beat(_minute);
            }
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
