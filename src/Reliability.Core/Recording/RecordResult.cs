namespace Reliability.Recording;

/// <summary>Specifies the outcome of recording an event that has its own time.</summary>
public enum RecordResult
{
    /// <summary>The outcome is unknown. No operation returns this value.</summary>
    Unknown = 0,

    /// <summary>The event was counted in its minute.</summary>
    Accepted,

    /// <summary>The event was dropped because it is older than the retention of the hour tier.</summary>
    TooOld,

    /// <summary>
    /// The event was dropped because it is further in the future than <see cref="RecorderOptions.FutureTolerance"/> allows.
    /// </summary>
    InFuture,

    /// <summary>The event was dropped because <see cref="RecorderOptions.MaxPendingBuckets"/> buckets already wait for the store.</summary>
    BufferFull,

    /// <summary>The event was dropped because the recorder has stopped.</summary>
    Stopped,

    /// <summary>
    /// The value is not a number or is outside the range of its kind. It was counted in <see cref="RecorderStatistics.Rejected"/>, and not
    /// as an event.
    /// </summary>
    Rejected,
}
