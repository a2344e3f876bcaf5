namespace Reliability.Recording;

/// <summary>
/// Where every event is. At all times <c>Recorded = Flushed + Pending + Dropped</c>, counted from separate places.
/// </summary>
public sealed record RecorderStatistics
{
    /// <summary>Events handed to the recorder.</summary>
    public required long Recorded { get; init; }

    /// <summary>Events that the store has acknowledged.</summary>
    public required long Flushed { get; init; }

    /// <summary>Events in memory: not yet sent, or sent and not yet acknowledged.</summary>
    public required long Pending { get; init; }

    /// <summary>Events dropped because they are older than the retention.</summary>
    public required long DroppedTooOld { get; init; }

    /// <summary>Events dropped because they lie too far in the future.</summary>
    public required long DroppedInFuture { get; init; }

    /// <summary>Events dropped because the buffer was full.</summary>
    public required long DroppedBufferFull { get; init; }

    /// <summary>Events that came after the recorder stopped, or that the store had not taken by then.</summary>
    public required long DroppedStopped { get; init; }

    /// <summary>All dropped events.</summary>
    public long Dropped => DroppedTooOld + DroppedInFuture + DroppedBufferFull + DroppedStopped;

    /// <summary>Buckets that wait for the store.</summary>
    public required int PendingBuckets { get; init; }

    /// <summary>Batches that the store had been given before: the retries that would have been counted twice.</summary>
    public required long DuplicateBatches { get; init; }
}
