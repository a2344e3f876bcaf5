using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// The events of one series that are not in a batch yet: those that threads have counted or buffered, and closed or replayed minutes.
/// </summary>
internal sealed class SeriesAccumulator
{
    /// <summary>A thread that has not used its buffer for so many minutes gives it back.</summary>
    private const long IdleMinutes = 5;

    private readonly Lock _gate = new();
    private readonly PendingBudget _budget;
    private readonly SeriesSlots _slots;
    private readonly long _threshold;
    private readonly List<EventBuffer> _buffers = [];
    private readonly List<WeakReference<RetiredEvents>> _retired = [];
    private readonly DropCounts _drops = new();
    private readonly Tally _collected;
    private readonly Tally _run;
    private Dictionary<long, Tally> _minutes = [];
    private long _lastMinute = long.MinValue;
    private Tally? _lastTally;
    private long _recorded;
    private long _rejected;
    private long _good;
    private long _bad;
    private long _beat = long.MinValue;
    private long _epoch = 1;
    private bool _stopped;
    private volatile bool _isFed;
    private volatile bool _hasEvents;

    public SeriesAccumulator(SeriesDefinition definition, SeriesSlots slots, PendingBudget budget)
    {
        Definition = definition;
        _slots = slots;
        _budget = budget;
        _collected = NewTally();
        _run = NewTally();

        // Rounded, because TimeSpan.FromSeconds truncates: 43 ms would become 42.9999 ms.
        _threshold = (long)Math.Round(definition.Limit * TimeSpan.TicksPerSecond);
    }

    public SeriesDefinition Definition { get; }

    /// <summary>Gets the number of calls with a value outside the range of the series.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Gets the maximum duration of a good event in ticks, for latencies.</summary>
    public long Threshold => _threshold;

    /// <summary>Gets the slot of the first counter in the arrays of all threads.</summary>
    public int CounterSlot => _slots.Counter;

    /// <summary>Gets the slot of the buffer in the arrays of all threads.</summary>
    public int BufferSlot => _slots.Buffer;

    /// <summary>Gets or sets a value indicating whether a source of events exists, so that a quiet minute was measured.</summary>
    public bool IsFed
    {
        get => _isFed;
        set => _isFed = value;
    }

    /// <summary>Adds to a counter that <see cref="ThreadSlots.TryCount"/> does not find.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Count(int slot, long count) => _slots.Counters.Add(slot, count);

    /// <summary>Counts events of now that are too many for the counters of a thread.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void CountMany(long good, long bad)
    {
        lock (_gate)
        {
            _collected.AddOutcomes(good, bad);
            _hasEvents = true;
        }
    }

    /// <summary>Records an event of now that <see cref="ThreadSlots.TryAdd(int, long)"/> does not take.</summary>
    /// <param name="value">The event as <see cref="Fold"/> reads it.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Add(long value)
    {
        ThreadBuffers thread = ThreadBuffers.Own();
        EventBuffer? buffer = thread.At(_slots.Buffer);
        while (buffer is null || !ThreadSlots.TryAdd(buffer.Events, value))
        {
            if (buffer is null || !buffer.TryMakeRoom())
            {
                buffer = AddBuffer(thread, _slots.Buffer);
                if (buffer is null)
                {
                    AddWithoutBuffer(value);
                    return;
                }
            }
        }
    }

    /// <summary>Records an event of a given minute.</summary>
    /// <param name="minute">The minute.</param>
    /// <param name="value">The event as <see cref="Fold"/> reads it.</param>
    public RecordResult Record(long minute, long value)
    {
        int slot = _slots.Buffer + 1;
        long[]?[]? buffers = ThreadSlots.Buffers;
        if (buffers is not null && (uint)slot < (uint)buffers.Length && buffers[slot] is { } events
            && events[EventBuffer.MinuteAt] == minute && events[EventBuffer.EpochAt] == Volatile.Read(ref _epoch)
            && ThreadSlots.TryAdd(events, value))
        {
            return RecordResult.Accepted;
        }

        return BeginRun(minute, slot, value);
    }

    /// <summary>Counts several events of a given minute.</summary>
    public RecordResult Record(long minute, long good, long bad)
    {
        lock (_gate)
        {
            _run.AddOutcomes(good, bad);
            return Close(_run, minute);
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

    /// <summary>
    /// Moves the events since the last collection into a minute. What was counted must have been collected by the block of counters.
    /// </summary>
    public void Collect(long minute)
    {
        bool hasCounted = TryTakeCounted(out long good, out long bad);
        if (!hasCounted && !_hasEvents && Definition.Kind != SeriesKind.Score)
        {
            return;
        }

        lock (_gate)
        {
            _collected.AddOutcomes(good, bad);
            TakeScores();
            CollectBuffers(minute);
            CloseCollected(minute);
        }
    }

    /// <summary>Adds up events of this series.</summary>
    /// <param name="events">
    /// An event is the ticks of a latency, the bits of the number of a score or measurement, or 1 or 0 for a good or bad outcome.
    /// </param>
    /// <param name="target">The tally to add to, which the caller must own.</param>
    public void Fold(ReadOnlySpan<long> events, Tally target)
    {
        switch (Definition.Kind)
        {
            case SeriesKind.Outcome:
                target.AddOutcomes(events);
                break;
            case SeriesKind.Latency:
                target.AddLatencies(events, _threshold);
                break;
            case SeriesKind.Measurement:
                target.AddMeasurements(events, Definition.Limit, Definition.GoodAtLeast);
                break;
            default:
                target.AddScores(events);
                break;
        }
    }

    public Tally NewTally() => new(Definition.KeepsSketch);

    /// <summary>Adds up a buffer if the gate is free. Only for the thread of the buffer, which must hold its claim.</summary>
    public bool TryAddUp(EventBuffer buffer)
    {
        if (!_gate.TryEnter())
        {
            return false;
        }

        try
        {
            buffer.AddUpInto(_collected);
            buffer.Reset();
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Adds up a buffer. Only for the thread of the buffer, which must not hold its claim.</summary>
    public void AddUp(EventBuffer buffer)
    {
        lock (_gate)
        {
            buffer.AddUpInto(_collected);
            buffer.Reset();
        }
    }

    /// <summary>Adds up an array that nothing else refers to.</summary>
    public void AddUp(RetiredEvents events)
    {
        lock (_gate)
        {
            AddUpRetired(events.Events);
            _hasEvents = true;
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
            ForgetMinute();
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
            ForgetMinute();
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
            ForgetMinute();
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

    /// <summary>Starts a run of events of a minute in the buffer of the current thread.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private RecordResult BeginRun(long minute, int slot, long value)
    {
        lock (_gate)
        {
            ThreadBuffers thread = ThreadBuffers.Own();
            if (_stopped || Minute(minute) is null || (thread.At(slot) ?? AddBuffer(thread, slot)) is not { } buffer)
            {
                Fold([value], _run);
                return Close(_run, minute);
            }

            CloseRun(buffer.Events);
            buffer.Begin(minute, _epoch);
            ThreadSlots.TryAdd(buffer.Events, value);
            return RecordResult.Accepted;
        }
    }

    private EventBuffer? AddBuffer(ThreadBuffers thread, int slot)
    {
        EventBuffer? buffer = EventBuffer.TryCreate(this, thread, slot, _slots.Budget);
        if (buffer is not null)
        {
            lock (_gate)
            {
                _buffers.Add(buffer);
                _hasEvents = true;
            }

            thread.Put(buffer);
        }

        return buffer;
    }

    private void AddWithoutBuffer(long value)
    {
        lock (_gate)
        {
            Fold([value], _collected);
            _hasEvents = true;
        }
    }

    private bool TryTakeCounted(out long good, out long bad)
    {
        (good, bad) = (0, 0);
        if (Definition.Kind == SeriesKind.Outcome)
        {
            bad = _slots.Counters.Take(_slots.Counter);
            good = _slots.Counters.Take(_slots.Counter + 1);
        }

        return (good | bad) != 0;
    }

    private void TakeScores()
    {
        if (Definition.Kind == SeriesKind.Score)
        {
            for (int step = SeriesSlots.CountersOf(Definition) - 1; step >= 0; step--)
            {
                _collected.AddScores(step / 2.0, _slots.Counters.Take(_slots.Counter + step));
            }
        }
    }

    private void CollectBuffers(long minute)
    {
        int kept = 0;
        for (int i = 0; i < _buffers.Count; i++)
        {
            EventBuffer buffer = _buffers[i];
            if (Keeps(buffer, minute))
            {
                _buffers[kept++] = buffer;
            }
        }

        _buffers.RemoveRange(kept, _buffers.Count - kept);
        for (int i = _retired.Count - 1; i >= 0; i--)
        {
            if (_retired[i].TryGetTarget(out RetiredEvents? retired))
            {
                AddUpRetired(retired.Events);
            }
            else
            {
                _retired.RemoveAt(i);
            }
        }

        _hasEvents = _buffers.Count + _retired.Count > 0;
    }

    /// <summary>Collects a buffer, and returns whether its thread goes on with it.</summary>
    private bool Keeps(EventBuffer buffer, long minute)
    {
        bool hasEnded = buffer.IsAbandoned;
        if (hasEnded)
        {
            // The last writes of the thread must not be read before the thread is seen to have ended.
            Interlocked.MemoryBarrier();
        }

        bool isUsed = buffer.Slot == _slots.Buffer ? buffer.CollectInto(_collected) : CloseRun(buffer.Events);
        if (hasEnded)
        {
            buffer.Release();
            return false;
        }

        if (isUsed)
        {
            buffer.Touch();
        }
        else if (buffer.RemoveIfIdle(minute, IdleMinutes) is { } events)
        {
            _retired.Add(RetiredEvents.Add(this, events));
            return false;
        }

        return true;
    }

    private void AddUpRetired(long[] events)
    {
        if (events[EventBuffer.MinuteAt] == 0)
        {
            EventBuffer.Take(events, this, _collected);
        }
        else
        {
            CloseRun(events);
        }
    }

    private void CloseCollected(long minute)
    {
        if (_collected.Count > 0)
        {
            Close(_collected, minute);
        }
    }

    /// <summary>Adds the events of an array to their minute. Returns <see langword="false"/> if there are none.</summary>
    private bool CloseRun(long[] events)
    {
        if (!EventBuffer.HasEvents(events))
        {
            return false;
        }

        long minute = events[EventBuffer.MinuteAt];
        if (_stopped || Minute(minute) is not { } sum)
        {
            EventBuffer.Take(events, this, _run);
            Close(_run, minute);
            return true;
        }

        (long count, long good) = (sum.Count, sum.Good);
        EventBuffer.Take(events, this, sum);
        _recorded += sum.Count - count;
        AddToTotals(sum.Good - good, sum.Count - count);
        return true;
    }

    /// <summary>Moves a tally into a minute, or counts its events as dropped.</summary>
    private RecordResult Close(Tally tally, long minute)
    {
        _recorded += tally.Count;
        AddToTotals(tally.Good, tally.Count);
        RecordResult result = RecordResult.Accepted;
        if (_stopped)
        {
            result = RecordResult.Stopped;
        }
        else if (Minute(minute) is { } sum)
        {
            sum.Merge(tally);
        }
        else
        {
            result = RecordResult.BufferFull;
        }

        if (result != RecordResult.Accepted)
        {
            _drops.Add(result, tally.Count);
        }

        tally.Clear();
        return result;
    }

    /// <summary>Lets every thread ask again whether its minute is open.</summary>
    private void ForgetMinute()
    {
        (_lastMinute, _lastTally) = (long.MinValue, null);
        Volatile.Write(ref _epoch, _epoch + 1);
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
