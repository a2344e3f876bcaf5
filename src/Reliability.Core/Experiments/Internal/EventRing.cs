using System.Numerics;

namespace Reliability.Experiments.Internal;

/// <summary>A bounded queue for many writers and one reader that neither blocks nor allocates (after D. Vyukov's bounded MPMC queue).</summary>
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

    /// <summary>How many events wait.</summary>
    public long Count => Volatile.Read(ref _tail) - Volatile.Read(ref _head);

    /// <summary>How many events ever found a place.</summary>
    public long Written => Volatile.Read(ref _tail);

    /// <summary>Adds an event; <see langword="false"/> when there is no place.</summary>
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

    /// <summary>Takes the oldest event. One reader at a time.</summary>
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
