namespace Reliability.Recording;

/// <summary>What became of an event that carried its own time.</summary>
public enum RecordResult
{
    /// <summary>Nothing is known; no operation returns it.</summary>
    Unknown = 0,

    /// <summary>The event was counted in the minute it belongs to.</summary>
    Accepted,

    /// <summary>Dropped: the event is older than the retention of the hour tier.</summary>
    TooOld,

    /// <summary>Dropped: the event lies further in the future than <see cref="RecorderOptions.FutureTolerance"/>.</summary>
    InFuture,

    /// <summary>Dropped: <see cref="RecorderOptions.MaxPendingBuckets"/> are waiting for the store already.</summary>
    BufferFull,

    /// <summary>Dropped: the recorder has stopped.</summary>
    Stopped,
}
