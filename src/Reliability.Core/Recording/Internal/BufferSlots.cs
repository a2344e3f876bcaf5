using System.Runtime.ConstrainedExecution;

namespace Reliability.Recording.Internal;

/// <summary>
/// A run of slots for event buffers in the arrays of all threads, until nothing can record into them any more. The finalizer is a critical
/// one, so that it runs after those of objects that record while they are finalized.
/// </summary>
internal sealed class BufferSlots : CriticalFinalizerObject
{
    private readonly int _count;

    public BufferSlots(int count)
    {
        First = ThreadBuffers.TakeSlots(count);
        _count = count;
    }

#pragma warning disable MA0055 // The memory is free when nothing refers to it, which only the garbage collector knows.
    ~BufferSlots()
    {
        if (_count > 0)
        {
            ThreadBuffers.Free(First, _count);
        }
    }
#pragma warning restore MA0055

    /// <summary>Gets the first slot.</summary>
    public int First { get; }
}
