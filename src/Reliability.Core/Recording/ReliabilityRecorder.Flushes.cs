namespace Reliability.Recording;

/// <content>Flushes that code asked for, and those of a timer.</content>
public sealed partial class ReliabilityRecorder
{
    private long _requestedFlushes;

    /// <summary>
    /// Gets the number of flushes that code asked for and that stored everything: <see cref="FlushAsync(CancellationToken)"/> and
    /// <see cref="CheckpointAsync"/>. What was read before it grew, such as the snapshot of the dashboard, may be out of date.
    /// </summary>
    public long RequestedFlushes => Interlocked.Read(ref _requestedFlushes);

    /// <summary>
    /// Flushes all events as <see cref="FlushAsync(CancellationToken)"/> does, but for a timer, on which nobody waits:
    /// <see cref="RequestedFlushes"/> does not grow.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation. Nothing is lost, and the next flush continues.</param>
    /// <exception cref="Storage.StoreException">The store did not accept everything. The rest stays pending.</exception>
    public ValueTask FlushInBackgroundAsync(CancellationToken cancellationToken = default) =>
        FlushAsync(position: null, cancellationToken);
}
