using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// The events of one series that are not in a batch yet: those that threads have counted or buffered, and closed or replayed minutes.
/// </summary>
internal sealed class SeriesAccumulator
{
    private readonly Lock _gate = new();
    private readonly SeriesSlots _slots;
    private readonly SeriesBuffers _buffers = new();
    private BufferSlot? _live;
    private BufferSlot? _timed;
    private readonly ClosedMinutes _minutes;
    private readonly DropCounts _drops = new();
    private readonly Tally _collected;
    private readonly Tally _run;
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
        _minutes = new ClosedMinutes(definition, budget);
        _collected = new Tally(definition);
        _run = new Tally(definition);
    }

    public SeriesDefinition Definition { get; }

    /// <summary>Gets the number of calls with a value outside the range of the series.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Gets the slot of the first counter in the arrays of all threads.</summary>
    public int CounterSlot => _slots.Counter;

    /// <summary>Gets the slot of the buffer in the arrays of all threads, once there was an event.</summary>
    public int EventSlot => Volatile.Read(ref _live)?.Number ?? ThreadSlots.None;

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

    /// <summary>Records an event of now that <see cref="ThreadSlots"/> does not take.</summary>
    /// <param name="value">The event as <see cref="Tally.Add"/> reads it.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Add(long value)
    {
        ThreadBuffers thread = ThreadBuffers.Own();
        int slot = BufferSlot.NumberOf(ref _live, _gate);
        EventBuffer? buffer = thread.At(slot);
        while (buffer is null || !ThreadSlots.TryAdd(buffer.Events, value))
        {
            if (buffer is null || !buffer.TryMakeRoom())
            {
                buffer = AddBuffer(thread, slot);
                if (buffer is null)
                {
                    lock (_gate)
                    {
                        _collected.Add([value]);
                        _hasEvents = true;
                        return;
                    }
                }
            }
        }
    }

    /// <summary>Records an event of a given minute.</summary>
    /// <param name="minute">The minute.</param>
    /// <param name="value">The event as <see cref="Tally.Add"/> reads it.</param>
    public RecordResult Record(long minute, long value)
    {
        long[]?[]? buffers = ThreadSlots.Buffers;
        int slot = Volatile.Read(ref _timed)?.Number ?? ThreadSlots.None;
        if (buffers is not null && (uint)slot < (uint)buffers.Length && buffers[slot] is { } events
            && events[EventBuffer.MinuteAt] == minute && events[EventBuffer.EpochAt] == Volatile.Read(ref _epoch)
            && ThreadSlots.TryAdd(events, value))
        {
            return RecordResult.Accepted;
        }

        return BeginRun(minute, value);
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
            return _stopped ? RecordResult.Stopped : _minutes.Of(minute) is null ? RecordResult.BufferFull : RecordResult.Accepted;
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
        (long good, long bad) = Definition.Kind == SeriesKind.Outcome ? _slots.TakeOutcomes() : (0, 0);
        if ((good | bad) == 0 && !_hasEvents && Definition.Kind != SeriesKind.Score)
        {
            return;
        }

        lock (_gate)
        {
            _collected.AddOutcomes(good, bad);
            _slots.TakeScoresInto(_collected, Definition);
            _buffers.Collect(this, minute);
            _hasEvents = !_buffers.IsEmpty;
            if (_collected.Count > 0)
            {
                Close(_collected, minute);
            }
        }
    }

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
            AddUp(events.Events);
            _hasEvents = true;
        }
    }

    /// <summary>Adds up an array. The caller must hold the gate.</summary>
    public void AddUp(long[] events)
    {
        if (events[EventBuffer.MinuteAt] == 0)
        {
            EventBuffer.Take(events, _collected);
        }
        else
        {
            CloseRun(events);
        }
    }

    /// <summary>Collects a buffer. The caller must hold the gate.</summary>
    /// <returns><see langword="false"/> if there was nothing.</returns>
    public bool Collect(EventBuffer buffer) =>
        buffer.Slot == EventSlot ? buffer.CollectInto(_collected) : CloseRun(buffer.Events);

    /// <summary>Moves all closed minutes to a list, oldest first.</summary>
    public void TakeInto(List<SeriesDelta> deltas)
    {
        IReadOnlyDictionary<long, Tally> taken;
        lock (_gate)
        {
            taken = _minutes.Take();
            ForgetMinutes();
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
            ForgetMinutes();
        }
    }

    /// <summary>Counts the events that are in no batch as dropped.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _drops.Add(RecordResult.Stopped, _minutes.Abandon());
            ForgetMinutes();
        }
    }

    /// <summary>Returns the number of recorded events and the number of events that wait here, and adds the dropped events.</summary>
    public (long Recorded, long Waiting) Count(DropCounts drops)
    {
        lock (_gate)
        {
            drops.Add(_drops);
            return (_recorded, _minutes.Events);
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
    private RecordResult BeginRun(long minute, long value)
    {
        lock (_gate)
        {
            ThreadBuffers thread = ThreadBuffers.Own();
            int slot = BufferSlot.NumberOf(ref _timed, _gate);
            if (_stopped || _minutes.Of(minute) is null || (thread.At(slot) ?? AddBuffer(thread, slot)) is not { } buffer)
            {
                _run.Add([value]);
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

    /// <summary>Adds the events of an array to their minute. Returns <see langword="false"/> if there are none.</summary>
    private bool CloseRun(long[] events)
    {
        if (!EventBuffer.HasEvents(events))
        {
            return false;
        }

        long minute = events[EventBuffer.MinuteAt];
        if (_stopped || _minutes.Of(minute) is not { } sum)
        {
            EventBuffer.Take(events, _run);
            Close(_run, minute);
            return true;
        }

        (long count, long good) = (sum.Count, sum.Good);
        EventBuffer.Take(events, sum);
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
        else if (_minutes.Of(minute) is { } sum)
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
    private void ForgetMinutes() => Volatile.Write(ref _epoch, _epoch + 1);
}
