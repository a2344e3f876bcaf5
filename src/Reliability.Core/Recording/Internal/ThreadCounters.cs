namespace Reliability.Recording.Internal;

/// <summary>
/// The counters of one thread, for all recorders of the process, and the list of these threads. A static gate guards both; a thread takes
/// it only to get its first counters, and to get more.
/// </summary>
internal sealed class ThreadCounters
{
    public static readonly Lock Gate = new();
    public static readonly SlotPool Slots = new();
    private static readonly List<ThreadCounters> Threads = [];
    private static readonly List<WeakReference<CounterBlock>> Blocks = [];
    private static int s_sweepAt = 64;

    [ThreadStatic]
    private static ThreadCounters? t_own;

    private readonly Thread _thread = Thread.CurrentThread;
    private readonly List<(Quota Budget, long Bytes)> _charges = [];

    private ThreadCounters()
    {
    }

    /// <summary>Gets the number of changes of the list of threads. The caller must hold the gate.</summary>
    public static int Version { get; private set; }

    /// <summary>Gets the pages of counters. The caller must hold the gate, and must not write.</summary>
    public long[]?[] Pages { get; private set; } = new long[4][];

    /// <summary>Returns the threads that have counters. The caller must hold the gate.</summary>
    public static IReadOnlyList<ThreadCounters> All => Threads;

    public static void Add(CounterBlock block) => Blocks.Add(new WeakReference<CounterBlock>(block));

    /// <summary>Gives the current thread the page of a counter, unless the budget is spent.</summary>
    public static bool TryCover(int slot, Quota budget)
    {
        lock (Gate)
        {
            int page = slot >> ThreadSlots.CounterPageBits;
            int length = t_own?.Pages.Length ?? 4;
            int longer = page < length ? length : Math.Max(page + 1, 2 * length);

            // A collector remembers as many values as it reads.
            long bytes = (2L * ThreadSlots.CounterPage * sizeof(long)) + (IntPtr.Size * (longer - length));
            if (!budget.TryTake(bytes))
            {
                RetireEnded();
                if (!budget.TryTake(bytes))
                {
                    return false;
                }
            }

            ThreadCounters own = t_own ??= Register();
            own._charges.Add((budget, bytes));
            long[]?[] pages = own.Pages;
            Array.Resize(ref pages, longer);
            pages[page] = new long[ThreadSlots.CounterPage];
            ThreadSlots.Counters = own.Pages = pages;
            return true;
        }
    }

    /// <summary>Hands the counts of ended threads to all blocks, and removes these threads. The caller must hold the gate.</summary>
    public static void RetireEnded()
    {
        int kept = 0;
        for (int i = 0; i < Threads.Count; i++)
        {
            ThreadCounters thread = Threads[i];
            if (thread._thread.IsAlive)
            {
                Threads[kept++] = thread;
            }
            else
            {
                thread.Retire();
            }
        }

        Version += kept == Threads.Count ? 0 : 1;
        Threads.RemoveRange(kept, Threads.Count - kept);
    }

    /// <summary>Takes back slots that nobody can count with any more, and sets them to zero. The caller must hold the gate.</summary>
    public static void Free(int first, int length)
    {
        foreach (ThreadCounters thread in Threads)
        {
            for (int slot = first; slot < first + length; slot++)
            {
                int page = slot >> ThreadSlots.CounterPageBits;
                if (page < thread.Pages.Length && thread.Pages[page] is { } counters)
                {
                    counters[slot & (ThreadSlots.CounterPage - 1)] = 0;
                }
            }
        }

        Blocks.RemoveAll(one => !one.TryGetTarget(out _));
        Slots.Return(first, length);
    }

    private static ThreadCounters Register()
    {
        if (Threads.Count >= s_sweepAt)
        {
            RetireEnded();
            s_sweepAt = Math.Max(64, 2 * Threads.Count);
        }

        var own = new ThreadCounters();
        Threads.Add(own);
        Version++;
        return own;
    }

    private void Retire()
    {
        // The last counts of the thread must not be read before the thread is seen to have ended.
        Interlocked.MemoryBarrier();
        foreach (WeakReference<CounterBlock> one in Blocks)
        {
            if (one.TryGetTarget(out CounterBlock? block))
            {
                block.Absorb(this);
            }
        }

        foreach ((Quota budget, long bytes) in _charges)
        {
            budget.Return(bytes);
        }
    }
}
