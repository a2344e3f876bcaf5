using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reliability.Recording.Internal;

/// <summary>
/// The fast path of recording: what the current thread writes without a lock, an interlocked instruction or a look-up by key. A recorder
/// has the index of its slots in the arrays of every thread.
/// </summary>
/// <remarks>
/// This class has no static constructor, so that an access to its fields is no check of whether one has run. Only the current thread adds
/// to its counters and buffers, and it has arrays of its own, so that no other thread writes to the same cache lines. Collectors only read;
/// <c>docs/decisions/0027-counters-that-only-grow.md</c> argues why they miss nothing.
/// </remarks>
internal static class ThreadSlots
{
    /// <summary>The slot of what a series does not have (yet).</summary>
    public const int None = int.MaxValue;

    /// <summary>A page of counters: a thread has only the pages into which it counts.</summary>
    public const int CounterPageBits = 7;
    public const int CounterPage = 1 << CounterPageBits;

    /// <summary>The counters of this thread in pages. They only grow, and wrap around at 2^64.</summary>
    [ThreadStatic]
    internal static long[]?[]? Counters;

    /// <summary>The event buffers of this thread, in the layout of <see cref="EventBuffer"/>.</summary>
    [ThreadStatic]
    internal static long[]?[]? Buffers;

    /// <summary>Adds to a counter. Returns <see langword="false"/> if this thread does not have it (yet).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCount(int slot, long count)
    {
        long[]?[]? pages = Counters;
        int at = slot >> CounterPageBits;
        if (pages is null || (uint)at >= (uint)pages.Length || pages[at] is not { } page)
        {
            return false;
        }

        // A page has all slots of its number.
        ref long counter = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(page), (nint)(slot & (CounterPage - 1)));
        if (IntPtr.Size == sizeof(long))
        {
            counter += count;
        }
        else
        {
            // A store of 64 bits is not atomic in a process of 32 bits.
            Interlocked.Add(ref counter, count);
        }

        return true;
    }

    /// <summary>Adds an event to one of <see cref="Buffers"/>. Returns <see langword="false"/> if it is full or missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(long[]?[]? buffers, int slot, long value) =>
        buffers is not null && (uint)slot < (uint)buffers.Length && buffers[slot] is { } buffer && TryAdd(buffer, value);

    /// <summary>Adds an event to a buffer of this thread. Returns <see langword="false"/> if it is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(long[] buffer, long value)
    {
        // The first element is the index of the next event. It is written last: what lies before it is complete, and never changes.
        ref long end = ref MemoryMarshal.GetArrayDataReference(buffer);
        long next = end;
        if ((ulong)next >= (ulong)buffer.Length)
        {
            return false;
        }

        Unsafe.Add(ref end, (nint)next) = value;
        Volatile.Write(ref end, next + 1);
        return true;
    }
}
