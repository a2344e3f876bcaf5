using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace Reliability.Recording.Internal;

/// <summary>
/// A run of counters that every thread has for itself, of which the collector takes what was added since the last time: the difference
/// from what it saw then.
/// </summary>
/// <remarks>
/// A difference is exact also when a counter wraps around, because fewer than 2^63 are added between two collections. The finalizer gives
/// the slots back. It is a critical one, so that it runs after those of objects that record while they are finalized.
/// </remarks>
internal sealed class CounterBlock : CriticalFinalizerObject
{
    private readonly Quota _budget;
    private readonly Dictionary<ThreadCounters, Seen> _threads = [];
    private readonly long[] _ready;
    private readonly long[] _shared;
    private readonly int _taken;
    private long[]? _absorbed;
    private int _version = -1;
    private volatile bool _isRejected;

    /// <summary>Initializes a new instance of the <see cref="CounterBlock"/> class.</summary>
    /// <param name="length">The number of counters.</param>
    /// <param name="budget">The limit on the memory of threads.</param>
    public CounterBlock(int length, Quota budget)
    {
        _budget = budget;
        _ready = new long[length];
        _shared = new long[length];
        lock (ThreadCounters.Gate)
        {
            First = ThreadCounters.Slots.Take(length);
            _taken = length;
            ThreadCounters.Add(this);
        }
    }

#pragma warning disable MA0055 // The memory is free when nothing refers to it, which only the garbage collector knows.
    ~CounterBlock()
    {
        lock (ThreadCounters.Gate)
        {
            ThreadCounters.Free(First, _taken);
        }
    }
#pragma warning restore MA0055

    /// <summary>Gets the slot of the first counter in the arrays of all threads.</summary>
    public int First { get; }

    /// <summary>Adds to a counter from a thread that does not have it yet, or for which there is no memory any more.</summary>
    public void Add(int slot, long count)
    {
        if (!_isRejected && ThreadCounters.TryCover(slot, _budget))
        {
            ThreadSlots.TryCount(slot, count);
            return;
        }

        _isRejected = true; // Until the next collection, which may give memory back.
        Interlocked.Add(ref _shared[slot - First], count);
    }

    /// <summary>
    /// Makes what was added since the last call available to <see cref="Take"/>. <see cref="ThreadCounters.RetireEnded"/> comes first, once
    /// for all blocks.
    /// </summary>
    public void Collect()
    {
        lock (ThreadCounters.Gate)
        {
            if (_version != ThreadCounters.Version)
            {
                _version = ThreadCounters.Version;
                foreach (ThreadCounters thread in ThreadCounters.All)
                {
                    _threads.TryAdd(thread, new Seen(thread));
                }
            }

            foreach (Seen seen in _threads.Values)
            {
                seen.AddTo(_ready, First);
            }

            if (_absorbed is { } absorbed)
            {
                for (int i = 0; i < absorbed.Length; i++)
                {
                    _ready[i] += absorbed[i];
                }

                _absorbed = null;
            }
        }

        _isRejected = false;
        for (int i = 0; i < _shared.Length; i++)
        {
            if (Volatile.Read(ref _shared[i]) != 0)
            {
                _ready[i] += Interlocked.Exchange(ref _shared[i], 0);
            }
        }
    }

    /// <summary>Returns what a counter was raised by, and forgets it. One caller at a time may collect and take.</summary>
    public long Take(int slot)
    {
        ref long ready = ref _ready[slot - First];
        long count = ready;
        ready = 0;
        return count;
    }

    /// <summary>Takes the last counts of a thread that has ended. The caller must hold the gate of the threads.</summary>
    public void Absorb(ThreadCounters thread)
    {
        _threads.Remove(thread, out Seen? seen);
        (seen ?? new Seen(thread)).AddTo(_absorbed ??= new long[_ready.Length], First);
    }

    /// <summary>A thread, and the counters of the block as they were when they were last read.</summary>
    private sealed class Seen(ThreadCounters thread)
    {
        // By page of the thread, as far as the block has counters in it.
        private readonly Dictionary<int, long[]> _last = [];

        public void AddTo(long[] sums, int first)
        {
            for (int slot = first; slot < first + sums.Length;)
            {
                int page = slot >> ThreadSlots.CounterPageBits;
                int next = Math.Min((page + 1) << ThreadSlots.CounterPageBits, first + sums.Length);
                if (page >= thread.Pages.Length)
                {
                    return;
                }

                if (thread.Pages[page] is { } counters)
                {
                    ref long[]? last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, page, out _);
                    last ??= new long[next - slot];
                    Add(
                        counters.AsSpan(slot & (ThreadSlots.CounterPage - 1), next - slot),
                        last,
                        sums.AsSpan(slot - first, next - slot));
                }

                slot = next;
            }
        }

        private static void Add(Span<long> counters, Span<long> last, Span<long> sums)
        {
            for (int i = 0; i < counters.Length; i++)
            {
                // One read: the thread may add meanwhile.
                long now = IntPtr.Size == sizeof(long) ? Volatile.Read(ref counters[i]) : Interlocked.Read(ref counters[i]);
                sums[i] += now - last[i];
                last[i] = now;
            }
        }
    }
}
