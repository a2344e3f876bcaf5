using System.Runtime.CompilerServices;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// The events of one series that are not in a batch yet: those that threads have counted or buffered, and closed or replayed minutes.
/// </summary>
internal sealed partial class SeriesAccumulator
{
    /// <summary>
    /// Sources of bad events take no further minutes once so much of the budget is in use, so that an outage of the store costs them first.
    /// </summary>
    private const double BreakdownShare = 0.5;

    private readonly ClosedEvents _closed;
    private readonly Lock _gate;
    private readonly SeriesSlots _slots;
    private readonly SeriesBuffers _buffers = new();
    private readonly Tally _collected;
    private readonly Tally _run;
    private readonly bool _isInstrument;
    private SeriesAccumulator? _instruments;
    private BufferSlot? _live;
    private BufferSlot? _timed;
    private long _rejected;
    private long _beat = long.MinValue;
    private long _epoch = 1;
    private volatile bool _isFed;
    private volatile bool _hasEvents;

    /// <param name="definition">The definition.</param>
    /// <param name="slots">Where threads count.</param>
    /// <param name="budget">The limit on pending buckets.</param>
    /// <param name="whole">The series whose bad events this one breaks down; by default none.</param>
    public SeriesAccumulator(SeriesDefinition definition, SeriesSlots slots, Quota budget, SeriesAccumulator? whole = null)
        : this(new ClosedEvents(definition, budget, whole is null ? 1 : BreakdownShare), slots, isInstrument: false) => Whole = whole;

    private SeriesAccumulator(ClosedEvents closed, SeriesSlots slots, bool isInstrument)
    {
        _closed = closed;
        _gate = closed.Gate;
        _slots = slots;
        _isInstrument = isInstrument;
        Definition = closed.Series;
        _collected = new Tally(Definition);
        _run = new Tally(Definition);
    }

    public SeriesDefinition Definition { get; }

    /// <summary>Gets the series whose bad events this one breaks down. Its own events are counted there already.</summary>
    public SeriesAccumulator? Whole { get; }

    /// <summary>Gets the number of calls with a value outside the range of the series.</summary>
    public long Rejected => Interlocked.Read(ref _rejected) + (_instruments?.Rejected ?? 0);

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

    /// <summary>
    /// Adds what threads hold of the events of instruments. It is collected with this series into the same minutes, whose events of
    /// instruments are counted apart. The caller must hold the recorder's gate.
    /// </summary>
    /// <param name="slots">The slots of the events of instruments.</param>
    public SeriesAccumulator AddInstruments(SeriesSlots slots) => _instruments = new SeriesAccumulator(_closed, slots, isInstrument: true);

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
            return _closed.Close(_run, minute, _isInstrument);
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
            _closed.Drop(reason, count, _isInstrument);
            return reason;
        }
    }

    /// <summary>Ensures that a minute exists, even if it has no events.</summary>
    public RecordResult Observe(long minute)
    {
        lock (_gate)
        {
            return _closed.Observe(minute);
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
        _instruments?.Collect(minute);
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
                _closed.Close(_collected, minute, _isInstrument);
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
    public void TakeInto(List<CountedDelta> deltas)
    {
        if (IsHeld)
        {
            return;
        }

        AddTakenOver();
        IReadOnlyDictionary<long, Tally> taken;
        lock (_gate)
        {
            taken = _closed.Take();
            ForgetMinutes();
        }

        string name = Definition.Id.Name;
        foreach ((long minute, Tally tally) in taken.OrderBy(m => m.Key))
        {
            deltas.Add(new CountedDelta(
                new SeriesDelta(name, tally.ToBucket(MinuteClock.StartOf(minute))),
                Whole is null ? EventCounts.Of(Definition.Kind, tally.Count, tally.OfInstruments) : default,
                Whole ?? this));
        }
    }

    /// <summary>Rejects all later events.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _closed.IsStopped = true;
            ForgetMinutes();
        }
    }

    /// <summary>Counts the events that are in no batch as dropped.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _closed.Abandon();
            ForgetMinutes();
        }
    }

    /// <inheritdoc cref="ClosedEvents.Count"/>
    public (long Recorded, long Waiting, EventCounts Stopped) Count(DropCounts drops)
    {
        lock (_gate)
        {
            return _closed.Count(drops);
        }
    }

    /// <summary>Returns the events that were collected or replayed, whether or not they reach the store.</summary>
    public SeriesTotals Totals()
    {
        lock (_gate)
        {
            return _closed.Totals();
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
            if (_closed.Of(minute) is null || (thread.At(slot) ?? AddBuffer(thread, slot)) is not { } buffer)
            {
                _run.Add([value]);
                return _closed.Close(_run, minute, _isInstrument);
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
        if (_closed.Of(minute) is not { } sum)
        {
            EventBuffer.Take(events, _run);
            _closed.Close(_run, minute, _isInstrument);
            return true;
        }

        (long count, long good, double scaledSum) = (sum.Count, sum.Good, sum.ScaledSum);
        EventBuffer.Take(events, sum);
        _closed.Added(sum, sum.Good - good, sum.Count - count, sum.ScaledSum - scaledSum, _isInstrument);
        return true;
    }

    /// <summary>Lets every thread ask again whether its minute is open.</summary>
    private void ForgetMinutes()
    {
        Volatile.Write(ref _epoch, _epoch + 1);
        _instruments?.ForgetMinutes();
    }
}
