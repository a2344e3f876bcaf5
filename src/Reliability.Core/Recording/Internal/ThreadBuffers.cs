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
    private long[]?[]?[] _pages = new long[4][][];
    private EventBuffer?[]?[] _owners = new EventBuffer?[4][];

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

        ThreadSlots.Buffers = own._pages;
        return t_own = own;
    }

    public static int TakeSlots(int count)
    {
        lock (Gate)
        {
            return Slots.Take(count);
        }
    }

    /// <summary>Takes back slots into which nobody can record any more.</summary>
    public static void Free(int first, int count)
    {
        lock (Gate)
        {
            foreach (ThreadBuffers thread in Threads)
            {
                for (int slot = first; slot < first + count; slot++)
                {
                    thread.Set(slot, owner: null, events: null);
                }
            }

            Slots.Return(first, count);
        }
    }

    /// <summary>Returns the buffer of a slot, or <see langword="null"/> if the thread has none. Only for the thread itself.</summary>
    public EventBuffer? At(int slot)
    {
        int page = slot >> ThreadSlots.BufferPageBits;
        return page < _owners.Length && _owners[page] is { } owners ? Volatile.Read(ref owners[slot & (ThreadSlots.BufferPage - 1)]) : null;
    }

    /// <summary>Puts a buffer into its slot. Only for the thread itself.</summary>
    public void Put(EventBuffer buffer)
    {
        lock (Gate)
        {
            int page = buffer.Slot >> ThreadSlots.BufferPageBits;
            if (page >= _pages.Length)
            {
                int length = Math.Max(page + 1, 2 * _pages.Length);
                Array.Resize(ref _pages, length);
                Array.Resize(ref _owners, length);
                ThreadSlots.Buffers = _pages;
            }

            _owners[page] ??= new EventBuffer?[ThreadSlots.BufferPage];
            _pages[page] ??= new long[ThreadSlots.BufferPage][];
            Set(buffer.Slot, buffer, buffer.Events);
        }
    }

    /// <summary>Replaces the events of a buffer. Returns <see langword="false"/> if the buffer has been removed.</summary>
    public bool TryReplace(EventBuffer buffer, long[] events)
    {
        lock (Gate)
        {
            bool isOwner = At(buffer.Slot) == buffer;
            if (isOwner)
            {
                Set(buffer.Slot, buffer, events);
            }

            return isOwner;
        }
    }

    /// <summary>Removes a buffer, so that the thread finds none at its next event.</summary>
    public void Remove(EventBuffer buffer)
    {
        lock (Gate)
        {
            if (At(buffer.Slot) == buffer)
            {
                Set(buffer.Slot, owner: null, events: null);
            }
        }
    }

    private void Set(int slot, EventBuffer? owner, long[]? events)
    {
        int page = slot >> ThreadSlots.BufferPageBits;
        if (page < _pages.Length && _pages[page] is { } buffers)
        {
            buffers[slot & (ThreadSlots.BufferPage - 1)] = events;
            _owners[page]![slot & (ThreadSlots.BufferPage - 1)] = owner;
        }
    }
}
