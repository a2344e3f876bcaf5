using System.Numerics;

namespace Reliability.Experiments.Internal;

/// <summary>
/// A bounded queue for multiple writers and one reader that neither blocks nor allocates (after D. Vyukov's bounded MPMC queue).
/// </summary>
internal sealed class EventRing
{
    private readonly Slot[] _slots;
    private readonly int _mask;
    private long _tail;
    private long _head;

    public EventRing(int capacity)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        _mask = _slots.Length - 1;
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i].Turn = i;
        }
    }

    /// <summary>Gets the number of events in the queue.</summary>
    public long Count => Volatile.Read(ref _tail) - Volatile.Read(ref _head);

    /// <summary>Gets the number of events that were ever added.</summary>
    public long Written => Volatile.Read(ref _tail);

    /// <summary>Adds an event. Returns <see langword="false"/> if the queue is full.</summary>
    public bool TryWrite(in TrackedEvent value)
    {
        long tail = Volatile.Read(ref _tail);
        while (true)
        {
            ref Slot slot = ref _slots[tail & _mask];
            long turn = Volatile.Read(ref slot.Turn);
            if (turn == tail)
            {
                long seen = Interlocked.CompareExchange(ref _tail, tail + 1, tail);
                if (seen == tail)
                {
                    slot.Value = value;
                    Volatile.Write(ref slot.Turn, tail + 1);
                    return true;
                }

                tail = seen;
            }
            else if (turn < tail)
            {
                return false;
            }
            else
            {
                tail = Volatile.Read(ref _tail);
            }
        }
    }

    /// <summary>Removes the oldest event. Only one reader at a time is allowed.</summary>
    public bool TryRead(out TrackedEvent value)
    {
        ref Slot slot = ref _slots[_head & _mask];
        if (Volatile.Read(ref slot.Turn) != _head + 1)
        {
            value = default;
            return false;
        }

        value = slot.Value;
        slot.Value = default;
        Volatile.Write(ref slot.Turn, _head + _slots.Length);
        Volatile.Write(ref _head, _head + 1);
        return true;
    }

    private struct Slot
    {
        public long Turn;
        public TrackedEvent Value;
    }
}
