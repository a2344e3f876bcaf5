namespace Reliability.Recording.Internal;

/// <summary>The buffers of all threads for one series. The gate of the series guards the list.</summary>
internal sealed class SeriesBuffers
{
    /// <summary>A thread that has not used its buffer for so many minutes gives it back.</summary>
    private const long IdleMinutes = 5;

    private readonly List<EventBuffer> _buffers = [];
    private readonly List<WeakReference<RetiredEvents>> _retired = [];

    public bool IsEmpty => _buffers.Count + _retired.Count == 0;

    public void Add(EventBuffer buffer) => _buffers.Add(buffer);

    /// <summary>Collects all buffers, and removes those that their threads do not use any more.</summary>
    public void Collect(SeriesAccumulator series, long minute)
    {
        int kept = 0;
        for (int i = 0; i < _buffers.Count; i++)
        {
            EventBuffer buffer = _buffers[i];
            if (Keeps(series, buffer, minute))
            {
                _buffers[kept++] = buffer;
            }
        }

        _buffers.RemoveRange(kept, _buffers.Count - kept);
        for (int i = _retired.Count - 1; i >= 0; i--)
        {
            if (_retired[i].TryGetTarget(out RetiredEvents? retired))
            {
                series.AddUp(retired.Events);
            }
            else
            {
                _retired.RemoveAt(i);
            }
        }
    }

    /// <summary>Collects a buffer, and returns whether its thread goes on with it.</summary>
    private bool Keeps(SeriesAccumulator series, EventBuffer buffer, long minute)
    {
        bool hasEnded = buffer.IsAbandoned;
        if (hasEnded)
        {
            // The last writes of the thread must not be read before the thread is seen to have ended.
            Interlocked.MemoryBarrier();
        }

        bool isUsed = series.Collect(buffer);
        if (hasEnded)
        {
            buffer.Release();
            return false;
        }

        if (isUsed)
        {
            buffer.Touch();
        }
        else if (buffer.RemoveIfIdle(minute, IdleMinutes) is { } events)
        {
            _retired.Add(RetiredEvents.Add(series, events));
            return false;
        }

        return true;
    }
}
