namespace Reliability.Recording.Internal;

/// <summary>
/// The event buffers of one thread, for all recorders of the process, and the list of these threads. A static gate guards the arrays
/// against everything but the reads of their thread.
/// </summary>
internal sealed class ThreadBuffers
{
    private static readonly Lock Gate = new();
    private static readonly SlotPool Slots = new();
    private static readonly List<ThreadBuffers> Threads = [];
    private static int s_sweepAt = 64;

    [ThreadStatic]
    private static ThreadBuffers? t_own;

    private readonly Thread _thread = Thread.CurrentThread;
    private long[]?[] _buffers = new long[4][];
    private EventBuffer?[] _owners = new EventBuffer?[4];

    private ThreadBuffers()
    {
    }

    /// <summary>Gets a value indicating whether the thread has ended.</summary>
    public bool HasEnded => !_thread.IsAlive;

    /// <summary>Returns those of the current thread.</summary>
    public static ThreadBuffers Own()
    {
        if (t_own is { } own)
        {
            return own;
        }

        own = new ThreadBuffers();
        lock (Gate)
        {
            if (Threads.Count >= s_sweepAt)
            {
                Threads.RemoveAll(thread => thread.HasEnded);
                s_sweepAt = Math.Max(64, 2 * Threads.Count);
            }

            Threads.Add(own);
        }

        ThreadSlots.Buffers = own._buffers;
        return t_own = own;
    }

    public static int TakeSlot()
    {
        lock (Gate)
        {
            return Slots.Take(1);
        }
    }

    /// <summary>Takes back a slot into which nobody can record any more.</summary>
    public static void Free(int slot)
    {
        lock (Gate)
        {
            foreach (ThreadBuffers thread in Threads)
            {
                if (slot < thread._buffers.Length)
                {
                    thread._buffers[slot] = null;
                    thread._owners[slot] = null;
                }
            }

            Slots.Return(slot, 1);
        }
    }

    /// <summary>Returns the buffer of a slot, or <see langword="null"/> if the thread has none. Only for the thread itself.</summary>
    public EventBuffer? At(int slot) => slot < _owners.Length ? Volatile.Read(ref _owners[slot]) : null;

    /// <summary>Puts a buffer into its slot. Only for the thread itself.</summary>
    public void Put(EventBuffer buffer)
    {
        lock (Gate)
        {
            if (buffer.Slot >= _buffers.Length)
            {
                int length = Math.Max(buffer.Slot + 1, 2 * _buffers.Length);
                Array.Resize(ref _buffers, length);
                Array.Resize(ref _owners, length);
                ThreadSlots.Buffers = _buffers;
            }

            _owners[buffer.Slot] = buffer;
            _buffers[buffer.Slot] = buffer.Events;
        }
    }

    /// <summary>Replaces the events of a buffer. Returns <see langword="false"/> if the buffer has been removed.</summary>
    public bool TryReplace(EventBuffer buffer, long[] events)
    {
        lock (Gate)
        {
            if (_owners[buffer.Slot] != buffer)
            {
                return false;
            }

            _buffers[buffer.Slot] = events;
            return true;
        }
    }

    /// <summary>Removes a buffer, so that the thread finds none at its next event.</summary>
    public void Remove(EventBuffer buffer)
    {
        lock (Gate)
        {
            if (_owners[buffer.Slot] == buffer)
            {
                _buffers[buffer.Slot] = null;
                _owners[buffer.Slot] = null;
            }
        }
    }
}
