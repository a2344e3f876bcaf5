using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>Events that one instrument counts, and of which another instrument counts the bad ones.</summary>
/// <remarks>
/// Libraries report the two in any order. Measurements are therefore held until the recorder collects, at most a second, and are then
/// recorded as good = total - bad. Bad events beyond the total wait for it. If the total does not report them between two ticks, they
/// count as events of their own, and are deducted from the total when it does: bad events are never hidden, and never count twice.
/// </remarks>
internal sealed class PairedCounts(OutcomeRecorder recorder)
{
    private const long MaxAtOnce = 1_000_000_000_000;

    private readonly Lock _gate = new();
    private long _measuredTotal;
    private long _measuredBad;
    private long _total;
    private long _bad;
    private long _badAtTick;

    /// <summary>Adds events. This method does not allocate.</summary>
    /// <returns>False when the number is negative or above 10¹², and is not counted.</returns>
    public bool Add(long events, bool bad)
    {
        if (events is < 0 or > MaxAtOnce)
        {
            return false;
        }

        Interlocked.Add(ref (bad ? ref _measuredBad : ref _measuredTotal), events);
        return true;
    }

    /// <summary>Records the events whose total is known.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            Take();
        }
    }

    /// <summary>Records what <see cref="Settle"/> records, and the bad events that have waited since the last tick.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            Take();
            RecordAhead(Math.Min(_bad, _badAtTick));
            _badAtTick = _bad;
        }
    }

    /// <summary>Records everything.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            Take();
            RecordAhead(_bad);
        }
    }

    private void Take()
    {
        // The total is read first: an event whose failure is reported first is then never recorded as good.
        _total += Interlocked.Exchange(ref _measuredTotal, 0);
        _bad += Interlocked.Exchange(ref _measuredBad, 0);
        while (_total > 0)
        {
            long events = Math.Min(_total, MaxAtOnce);
            long bad = Math.Min(_bad, events);
            recorder.Record(events - bad, bad);
            _total -= events;
            _bad -= bad;
            _badAtTick = Math.Max(0, _badAtTick - bad);
        }
    }

    /// <summary>Records bad events of which the total knows nothing yet.</summary>
    private void RecordAhead(long bad)
    {
        bad = Math.Min(bad, MaxAtOnce);
        if (bad > 0)
        {
            recorder.Record(0, bad);
            _bad -= bad;
            _total -= bad;
        }
    }
}
