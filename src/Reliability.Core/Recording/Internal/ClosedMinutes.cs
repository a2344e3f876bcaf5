namespace Reliability.Recording.Internal;

/// <summary>The minutes of one series that have events and are in no batch yet. The gate of the series guards them.</summary>
/// <param name="series">The definition of the series.</param>
/// <param name="budget">The limit on pending buckets.</param>
/// <param name="share">The share of the limit that may be in use before another minute is rejected.</param>
internal sealed class ClosedMinutes(SeriesDefinition series, Quota budget, double share)
{
    private Dictionary<long, Tally> _minutes = [];
    private long _lastMinute = long.MinValue;
    private Tally? _lastTally;

    /// <summary>Gets the number of events.</summary>
    public long Events
    {
        get
        {
            long events = 0;
            foreach (Tally tally in _minutes.Values)
            {
                events += tally.Count;
            }

            return events;
        }
    }

    /// <summary>Returns the tally of a minute, or <see langword="null"/> if there is no room for another minute.</summary>
    public Tally? Of(long minute)
    {
        if (minute == _lastMinute)
        {
            return _lastTally;
        }

        if (!_minutes.TryGetValue(minute, out Tally? tally))
        {
            if (!budget.TryTake(1, share))
            {
                return null;
            }

            _minutes.Add(minute, tally = new Tally(series));
        }

        (_lastMinute, _lastTally) = (minute, tally);
        return tally;
    }

    /// <summary>Returns all minutes and forgets them. They stay in the budget until their batch is acknowledged.</summary>
    public IReadOnlyDictionary<long, Tally> Take()
    {
        Dictionary<long, Tally> taken = _minutes;
        (_minutes, _lastMinute, _lastTally) = ([], long.MinValue, null);
        return taken;
    }

    /// <summary>Forgets all minutes, and returns the number of their events.</summary>
    public (long Events, long OfInstruments) Abandon()
    {
        long events = Events;
        IReadOnlyDictionary<long, Tally> taken = Take();
        budget.Return(taken.Count);
        return (events, taken.Values.Sum(tally => tally.OfInstruments));
    }
}
