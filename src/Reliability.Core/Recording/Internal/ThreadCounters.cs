namespace Reliability.Recording.Internal;

/// <summary>
/// The counters of one thread, for all recorders of the process, and the list of these threads. A static gate guards both; a thread takes
/// it only to get its first counters, and to get more.
/// </summary>
internal sealed class ThreadCounters
{
    public static readonly Lock Gate = new();
    public static readonly SlotPool Slots = new();
    private const int MinLength = 8;
    private static readonly List<ThreadCounters> Threads = [];
    private static readonly List<WeakReference<CounterBlock>> Blocks = [];
    private static int s_sweepAt = 64;

    [ThreadStatic]
    private static ThreadCounters? t_own;

    private readonly Thread _thread = Thread.CurrentThread;
    private readonly List<(CellBudget Budget, long Bytes)> _charges = [];

    private ThreadCounters()
    {
    }

    /// <summary>Gets the number of changes of the list of threads. The caller must hold the gate.</summary>
    public static int Version { get; private set; }

    /// <summary>Gets the counters. The caller must hold the gate, and must not write.</summary>
    public long[] Counters { get; private set; } = [];

    /// <summary>Returns the threads that have counters. The caller must hold the gate.</summary>
    public static IReadOnlyList<ThreadCounters> All => Threads;

    public static void Add(CounterBlock block) => Blocks.Add(new WeakReference<CounterBlock>(block));

    /// <summary>Gives the current thread counters up to a slot, unless the budget is spent.</summary>
    public static bool TryCover(int slot, CellBudget budget)
    {
        lock (Gate)
        {
            ThreadCounters? own = t_own;
            int length = Math.Max(MinLength, (int)Math.Min(Array.MaxLength, 2L * (own?.Counters.Length ?? 0)));
            length = Math.Max(length, slot + 1);

            // A collector remembers as many values as it reads.
            long bytes = 2L * sizeof(long) * (length - (own?.Counters.Length ?? 0));
            if (!budget.TryTake(bytes))
            {
                RetireEnded();
                if (!budget.TryTake(bytes))
                {
                    return false;
                }
            }

            if (own is null)
            {
                if (Threads.Count >= s_sweepAt)
                {
                    RetireEnded();
                    s_sweepAt = Math.Max(64, 2 * Threads.Count);
                }

                own = t_own = new ThreadCounters();
                Threads.Add(own);
                Version++;
            }

            own._charges.Add((budget, bytes));
            var counters = new long[length];
            own.Counters.CopyTo(counters, 0);
            ThreadSlots.Counters = own.Counters = counters;
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
            int end = Math.Min(first + length, thread.Counters.Length);
            if (first < end)
            {
                Array.Clear(thread.Counters, first, end - first);
            }
        }

        Blocks.RemoveAll(one => !one.TryGetTarget(out _));
        Slots.Return(first, length);
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

        foreach ((CellBudget budget, long bytes) in _charges)
        {
            budget.Return(bytes);
        }
    }
}
