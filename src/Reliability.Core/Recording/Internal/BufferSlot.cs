using System.Runtime.ConstrainedExecution;

namespace Reliability.Recording.Internal;

/// <summary>
/// The slot of the event buffers of a series in the arrays of all threads, until nothing can record into it any more. The finalizer is a
/// critical one, so that it runs after those of objects that record while they are finalized.
/// </summary>
/// <remarks>A series gets its slot with its first event, so that the arrays are no longer than the number of series in use.</remarks>
internal sealed class BufferSlot : CriticalFinalizerObject
{
    private readonly bool _isTaken;

    public BufferSlot()
    {
        Number = ThreadBuffers.TakeSlot();
        _isTaken = true;
    }

#pragma warning disable MA0055 // The memory is free when nothing refers to it, which only the garbage collector knows.
    ~BufferSlot()
    {
        if (_isTaken)
        {
            ThreadBuffers.Free(Number);
        }
    }
#pragma warning restore MA0055

    /// <summary>Gets the index in the arrays.</summary>
    public int Number { get; }

    /// <summary>Returns the number of a slot, which is taken under a gate if there is none yet.</summary>
    public static int NumberOf(ref BufferSlot? slot, Lock gate)
    {
        if (Volatile.Read(ref slot) is { } known)
        {
            return known.Number;
        }

        lock (gate)
        {
            return (slot ??= new BufferSlot()).Number;
        }
    }
}
