namespace Reliability.Recording.Internal;

/// <summary>
/// The events that one thread has recorded into one series and that are not added up yet. The thread appends to an array; the thread when
/// the array is full, and the collector at any time, add up what is complete.
/// </summary>
/// <remarks>
/// <para>The elements of the array are: the index of the next event, the index of the first event that is not added up, the minute of the
/// events and the epoch of the series (both 0 for events without their own time), and the events. Only the thread moves the first one, and
/// it does so after it has written the event. Whoever adds up holds the claim, or the gate of the series, without which a collector does
/// not claim.</para>
/// <para>The thread never waits for a collector: if it finds the claim taken, it leaves the full array to the collector, and goes on with
/// another one.</para>
/// </remarks>
internal sealed class EventBuffer
{
    public const int MinuteAt = 2;
    public const int EpochAt = 3;
    public const int MaxLength = 512;
    private const int TakenAt = 1;
    private const int Header = 4;

    /// <summary>The bytes of the objects beside the events.</summary>
    private const int Overhead = 128;

    // The lengths of an array, and the part of the budget from which on the next one is used.
    private static readonly (int Length, double Until)[] Lengths = [(MaxLength, 0.25), (64, 0.5), (16, 1)];

    private readonly SeriesAccumulator _series;
    private readonly ThreadBuffers _thread;
    private readonly Quota _budget;
    private long[] _events;
    private long[]? _spare;
    private FullEvents? _full;
    private Tally? _tally;
    private int _claim;
    private bool _hasTally;
    private bool _isRemoved;
    private bool _isStuck;
    private long _bytes;
    private long? _idleSince;

    private EventBuffer(SeriesAccumulator series, ThreadBuffers thread, int slot, Quota budget, int length)
    {
        _series = series;
        _thread = thread;
        _budget = budget;
        _bytes = BytesOf(length);
        _events = NewEvents(length);
        Slot = slot;
    }

    /// <summary>Gets the slot in the arrays of the thread.</summary>
    public int Slot { get; }

    /// <summary>Gets the array to which the thread appends.</summary>
    public long[] Events => Volatile.Read(ref _events);

    public bool IsAbandoned => _thread.HasEnded;

    /// <summary>Creates a buffer of the current thread, or returns <see langword="null"/> if the budget is spent.</summary>
    public static EventBuffer? TryCreate(SeriesAccumulator series, ThreadBuffers thread, int slot, Quota budget)
    {
        foreach ((int length, double until) in Lengths)
        {
            if (budget.TryTake(BytesOf(length), until))
            {
                return new EventBuffer(series, thread, slot, budget, length);
            }
        }

        return null;
    }

    /// <summary>
    /// Makes room for an event without its own time. Only for the thread. Returns <see langword="false"/> if a collector has removed the
    /// buffer.
    /// </summary>
    public bool TryMakeRoom()
    {
        if (Interlocked.CompareExchange(ref _claim, 1, 0) != 0)
        {
            return TryLeaveToCollector();
        }

        try
        {
            if (_isRemoved)
            {
                return false;
            }

            if (_series.TryAddUp(this))
            {
                return true;
            }

            // Another thread adds up events of the series, or a collector.
            if (_tally is not null || TryCharge(Tally.MaxBytes))
            {
                _tally ??= new Tally(_series.Definition);
                Volatile.Write(ref _hasTally, true);
                AddUpInto(_tally);
                Reset();
                return true;
            }
        }
        finally
        {
            Unclaim();
        }

        _series.AddUp(this);
        return true;
    }

    /// <summary>
    /// Starts a run of events of a minute. Only for the thread, which must hold the gate of the series, and has added up the run before.
    /// </summary>
    public void Begin(long minute, long epoch)
    {
        Reset();
        _events[MinuteAt] = minute;
        _events[EpochAt] = epoch;
    }

    /// <summary>Empties the array, whose events are added up. Only for the thread, which must hold the claim or the gate.</summary>
    public void Reset()
    {
        _events[TakenAt] = Header;
        Volatile.Write(ref _events[0], Header);
    }

    /// <summary>
    /// Adds up the events that are complete. The caller must hold the gate of the series. If the thread was suspended while it adds up
    /// itself, the events stay until the next collection.
    /// </summary>
    /// <returns><see langword="false"/> if there was nothing.</returns>
    public bool CollectInto(Tally target)
    {
        // The thread sets the mark before it resets the index.
        long next = Volatile.Read(ref _events[0]);
        if (next == _events[TakenAt] && !Volatile.Read(ref _hasTally) && Volatile.Read(ref _full) is null)
        {
            return false;
        }

        if (!TryClaim())
        {
            return true;
        }

        AddUpInto(target);
        if (_hasTally)
        {
            target.Merge(_tally!);
            _tally!.Clear();
            _hasTally = false;
        }

        Unclaim();
        return true;
    }

    /// <summary>Adds up all events that are complete. The caller must hold the claim, or the gate of the series.</summary>
    public void AddUpInto(Tally target)
    {
        long[] events = Events;
        Take(events, target);
        for (FullEvents? full = Interlocked.Exchange(ref _full, null); full is not null; full = full.Next)
        {
            Take(full.Events, target);
            if (Interlocked.CompareExchange(ref _spare, full.Events, null) is not null)
            {
                Return(full.Events.Length * sizeof(long));
            }
        }
    }

    /// <summary>
    /// Removes the buffer if the thread has not used it since a minute. The caller must hold the gate of the series, and have collected.
    /// </summary>
    /// <returns>The array, which the thread may still complete an event in, or <see langword="null"/> if the buffer stays.</returns>
    public long[]? RemoveIfIdle(long minute, long idleMinutes)
    {
        _idleSince ??= minute;
        if (minute - _idleSince < idleMinutes || Interlocked.CompareExchange(ref _claim, 1, 0) != 0)
        {
            return null;
        }

        _isRemoved = true;
        _thread.Remove(this);
        Unclaim();
        Release();
        return Events;
    }

    /// <summary>Notes that the thread uses the buffer.</summary>
    public void Touch() => _idleSince = null;

    /// <summary>Gives the memory back to the budget.</summary>
    public void Release() => _budget.Return(Interlocked.Exchange(ref _bytes, 0));

    /// <summary>Returns whether an array has complete events that are not added up.</summary>
    public static bool HasEvents(long[] events) => Volatile.Read(ref events[0]) > events[TakenAt];

    /// <summary>Adds up the complete events of an array.</summary>
    public static void Take(long[] events, Tally target)
    {
        long next = Volatile.Read(ref events[0]);
        long taken = events[TakenAt];
        if (next > taken)
        {
            target.Add(events.AsSpan((int)taken, (int)(next - taken)));
            events[TakenAt] = next;
        }
    }

    /// <summary>Claims the buffer for a collector. <see cref="Unclaim"/> ends the claim.</summary>
    public bool TryClaim()
    {
        // The thread holds the claim for less than a microsecond, unless the operating system has just suspended it. Its earlier events
        // must be collected now even then, so the collector sleeps as well. It waits about a second, once.
        var spin = default(SpinWait);
        while (Interlocked.CompareExchange(ref _claim, 1, 0) != 0)
        {
            if (spin.Count >= 1000 || _isStuck)
            {
                _isStuck = true;
                return false;
            }

            spin.SpinOnce();
        }

        _isStuck = false;
        return true;
    }

    public void Unclaim() => Volatile.Write(ref _claim, 0);

    private static long BytesOf(int length) => Overhead + (length * sizeof(long));

    private static long[] NewEvents(int length)
    {
        var events = new long[length];
        (events[0], events[TakenAt]) = (Header, Header);
        return events;
    }

    private bool TryCharge(long bytes)
    {
        bool taken = _budget.TryTake(bytes);
        Interlocked.Add(ref _bytes, taken ? bytes : 0);
        return taken;
    }

    private void Return(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        _budget.Return(bytes);
    }

    private bool TryLeaveToCollector()
    {
        long[]? next = Interlocked.Exchange(ref _spare, null);
        if (next is not null)
        {
            (next[0], next[TakenAt]) = (Header, Header);
        }
        else if (TryCharge(_events.Length * sizeof(long)))
        {
            next = NewEvents(_events.Length);
        }
        else
        {
            // A collector holds the claim for some microseconds, unless the operating system suspends it.
            SpinWait.SpinUntil(() => Volatile.Read(ref _claim) == 0);
            return true;
        }

        var full = new FullEvents(_events);
        do
        {
            full.Next = Volatile.Read(ref _full);
        }
        while (Interlocked.CompareExchange(ref _full, full, full.Next) != full.Next);

        Volatile.Write(ref _events, next);
        return _thread.TryReplace(this, _events);
    }

    /// <summary>An array that the thread has filled while a collector held the claim.</summary>
    private sealed class FullEvents(long[] events)
    {
        public long[] Events => events;

        public FullEvents? Next { get; set; }
    }
}
