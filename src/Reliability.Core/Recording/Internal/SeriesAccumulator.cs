using System.Diagnostics.CodeAnalysis;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>The events of one series that are not in a batch yet: live cells, one per thread, and closed or replayed minutes.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A late event must be counted as dropped and not throw ObjectDisposedException; the finalizer frees the slot.")]
internal sealed class SeriesAccumulator
{
    private readonly Lock _gate = new();
    private readonly PendingBudget _budget;
    private readonly LivePhase _phase;
    private readonly ThreadLocal<LiveCell> _cells;
    private readonly List<LiveCell> _registered = [];
    private readonly DropCounts _drops = new();
    private readonly Tally _collected;
    private Dictionary<long, Tally> _minutes = [];
    private long _lastMinute = long.MinValue;
    private Tally? _lastTally;
    private long _recorded;
    private long _rejected;
    private long _good;
    private long _bad;
    private long _beat = long.MinValue;
    private bool _stopped;
    private volatile bool _isFed;

    public SeriesAccumulator(SeriesDefinition definition, LivePhase phase, PendingBudget budget)
    {
        Definition = definition;
        _phase = phase;
        _budget = budget;
        _collected = new Tally(definition.KeepsSketch);
        _cells = new ThreadLocal<LiveCell>(AddCell);
    }

    public SeriesDefinition Definition { get; }

    /// <summary>Gets the number of calls with a value outside the range of the series.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Gets the cell of the calling thread.</summary>
    public LiveCell Cell => _cells.Value!;

    /// <summary>Gets or sets a value indicating whether a source of events exists, so that a quiet minute was measured.</summary>
    public bool IsFed
    {
        get => _isFed;
        set => _isFed = value;
    }

    /// <summary>Counts events of a given minute.</summary>
    public RecordResult Record<TEvent>(long minute, in TEvent entry)
        where TEvent : struct, ITallyEvent
    {
        lock (_gate)
        {
            _recorded += entry.Count;
            AddToTotals(entry.Good, entry.Count);
            if (_stopped)
            {
                _drops.Add(RecordResult.Stopped, entry.Count);
                return RecordResult.Stopped;
            }

            if (Minute(minute) is not { } tally)
            {
                _drops.Add(RecordResult.BufferFull, entry.Count);
                return RecordResult.BufferFull;
            }

            entry.AddTo(tally);
            return RecordResult.Accepted;
        }
    }

    /// <summary>Counts a call with a value outside the range of the series.</summary>
    public RecordResult Reject()
    {
        Interlocked.Increment(ref _rejected);
        return RecordResult.Rejected;
    }

    /// <summary>Counts events that are dropped.</summary>
    public RecordResult Drop(RecordResult reason, long count)
    {
        lock (_gate)
        {
            _recorded += count;
            _drops.Add(reason, count);
            return reason;
        }
    }

    /// <summary>Ensures that a minute exists, even if it has no events.</summary>
    public RecordResult Observe(long minute)
    {
        lock (_gate)
        {
            return _stopped ? RecordResult.Stopped : Minute(minute) is null ? RecordResult.BufferFull : RecordResult.Accepted;
        }
    }

    /// <summary>Marks a minute as measured if a source of events exists. The caller must hold the recorder's gate.</summary>
    public void Beat(long minute)
    {
        if (IsFed && _beat != minute && Observe(minute) == RecordResult.Accepted)
        {
            _beat = minute;
        }
    }

    /// <summary>Moves the events since the last turn of the phase into a minute.</summary>
    public void Collect(long minute)
    {
        lock (_gate)
        {
            for (int i = _registered.Count - 1; i >= 0; i--)
            {
                LiveCell cell = _registered[i];
                if (cell.IsAbandoned)
                {
                    // The last writes of the thread must not be read before the thread is seen to have ended.
                    Interlocked.MemoryBarrier();
                    cell.CollectAllInto(_collected);
                    _registered.RemoveAt(i);
                }
                else
                {
                    cell.CollectInto(_collected);
                }
            }

            if (_collected.Count == 0)
            {
                return;
            }

            _recorded += _collected.Count;
            AddToTotals(_collected.Good, _collected.Count);
            if (_stopped)
            {
                _drops.Add(RecordResult.Stopped, _collected.Count);
            }
            else if (Minute(minute) is { } tally)
            {
                tally.Merge(_collected);
            }
            else
            {
                _drops.Add(RecordResult.BufferFull, _collected.Count);
            }

            _collected.Clear();
        }
    }

    /// <summary>Moves all closed minutes to a list, oldest first.</summary>
    public void TakeInto(List<SeriesDelta> deltas)
    {
        Dictionary<long, Tally> taken;
        lock (_gate)
        {
            if (_minutes.Count == 0)
            {
                return;
            }

            (taken, _minutes) = (_minutes, []);
            (_lastMinute, _lastTally) = (long.MinValue, null);
        }

        string name = Definition.Id.Name;
        foreach ((long minute, Tally tally) in taken.OrderBy(m => m.Key))
        {
            deltas.Add(new SeriesDelta(name, tally.ToBucket(MinuteClock.StartOf(minute))));
        }
    }

    /// <summary>Rejects all later events.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
        }
    }

    /// <summary>Counts the events that are in no batch as dropped.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            foreach (Tally tally in _minutes.Values)
            {
                _drops.Add(RecordResult.Stopped, tally.Count);
            }

            _budget.Return(_minutes.Count);
            _minutes.Clear();
            (_lastMinute, _lastTally) = (long.MinValue, null);
        }
    }

    /// <summary>Returns the number of recorded events and the number of events that wait here, and adds the dropped events.</summary>
    public (long Recorded, long Waiting) Count(DropCounts drops)
    {
        lock (_gate)
        {
            drops.Add(_drops);
            long waiting = 0;
            foreach (Tally tally in _minutes.Values)
            {
                waiting += tally.Count;
            }

            return (_recorded, waiting);
        }
    }

    /// <summary>Returns the events that were collected or replayed, whether or not they reach the store.</summary>
    public SeriesTotals Totals()
    {
        lock (_gate)
        {
            return new SeriesTotals { Series = Definition, Good = _good, Bad = _bad };
        }
    }

    private void AddToTotals(long good, long count)
    {
        if (Definition.Kind != SeriesKind.Score)
        {
            _good = SeriesBucket.Add(_good, good);
            _bad = SeriesBucket.Add(_bad, count - good);
        }
    }

    private LiveCell AddCell()
    {
        var cell = new LiveCell(_phase, Definition.KeepsSketch);
        lock (_gate)
        {
            _registered.Add(cell);
        }

        return cell;
    }

    private Tally? Minute(long minute)
    {
        if (minute == _lastMinute)
        {
            return _lastTally;
        }

        if (!_minutes.TryGetValue(minute, out Tally? tally))
        {
            if (!_budget.TryTake())
            {
                return null;
            }

            _minutes.Add(minute, tally = new Tally(Definition.KeepsSketch));
        }

        (_lastMinute, _lastTally) = (minute, tally);
        return tally;
    }
}
