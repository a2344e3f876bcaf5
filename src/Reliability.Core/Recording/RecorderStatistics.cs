namespace Reliability.Recording;

/// <summary>
/// The numbers of events by state. At all times <c>Recorded = Flushed + Pending + Dropped</c>, counted in separate places.
/// </summary>
public sealed record RecorderStatistics
{
    /// <summary>Gets the number of events that were passed to the recorder.</summary>
    public required long Recorded { get; init; }

    /// <summary>Gets the number of events that the store has acknowledged.</summary>
    public required long Flushed { get; init; }

    /// <summary>Gets the number of events in memory, which are not yet sent, or sent and not yet acknowledged.</summary>
    public required long Pending { get; init; }

    /// <summary>Gets the number of events that were dropped because they are older than the retention.</summary>
    public required long DroppedTooOld { get; init; }

    /// <summary>Gets the number of events that were dropped because they are too far in the future.</summary>
    public required long DroppedInFuture { get; init; }

    /// <summary>Gets the number of events that were dropped because the buffer was full.</summary>
    public required long DroppedBufferFull { get; init; }

    /// <summary>Gets the number of events that arrived after the recorder stopped, or that the store had not accepted by then.</summary>
    public required long DroppedStopped { get; init; }

    /// <summary>
    /// Gets the number of events of <see cref="DroppedStopped"/> that have a value: durations, scores and measurements. The others are
    /// outcomes.
    /// </summary>
    public long DroppedStoppedValues { get; init; }

    /// <summary>
    /// Gets the number of outcomes of <see cref="DroppedStopped"/> that came from instruments, activities or logs, and not from code.
    /// </summary>
    public long DroppedStoppedInstrumentOutcomes { get; init; }

    /// <summary>
    /// Gets the number of events of <see cref="DroppedStoppedValues"/> that came from instruments, activities or logs, and not from code.
    /// </summary>
    public long DroppedStoppedInstrumentValues { get; init; }

    /// <summary>Gets the number of all dropped events.</summary>
    public long Dropped => DroppedTooOld + DroppedInFuture + DroppedBufferFull + DroppedStopped;

    /// <summary>
    /// Gets the number of calls that recorded nothing because a value is not a number or is outside the range of its kind, such as NaN or a
    /// negative duration. They are not part of <see cref="Recorded"/>.
    /// </summary>
    public long Rejected { get; init; }

    /// <summary>Gets the number of buckets that wait for the store.</summary>
    public required int PendingBuckets { get; init; }

    /// <summary>
    /// Gets the number of batches that the store had already applied: retries that would otherwise have been counted twice.
    /// </summary>
    public required long DuplicateBatches { get; init; }
}
