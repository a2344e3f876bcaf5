namespace Reliability.Storage;

/// <summary>The storage role for append-only records: streams of events, numbered from 1 without gaps.</summary>
/// <remarks>
/// Implementations are safe for concurrent use. An append takes effect completely or not at all, and no reader sees a part of it. A reader
/// sees every append that was acknowledged before the read began. Failures throw <see cref="StoreException"/>. Duplicates and conflicts are
/// results.
/// </remarks>
public interface IEventLog : IStore
{
    /// <summary>Appends events to a stream.</summary>
    /// <param name="append">
    /// The append. It is safe to send the same object again: the store recognizes it by its id before it checks the expected position.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, send the same append again.</param>
    /// <exception cref="StoreException">
    /// The store failed, and it is not known whether the events were appended. It is safe to send the same append again.
    /// </exception>
    ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken);

    /// <summary>Reads events in order, up to the end of the stream at some point in time during the call.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Reads events of many streams, each in order, in a number of round trips that does not grow with the number of streams.
    /// </summary>
    /// <param name="queries">The queries; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The events of each query, up to the end of the stream at some point in time during the call.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(IReadOnlyList<EventQuery> queries, CancellationToken cancellationToken);

    /// <summary>Returns the position of the last event of a stream, or 0 if the stream has no events.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken);

    /// <summary>Lists every stream of every service that holds an event, in any order.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<StreamId> ListStreamsAsync(CancellationToken cancellationToken);
}
