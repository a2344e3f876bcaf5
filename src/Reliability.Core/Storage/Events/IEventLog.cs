namespace Reliability.Storage;

/// <summary>The storage role for records that only grow: streams of events, numbered from 1 without gaps.</summary>
/// <remarks>
/// Implementations are safe for concurrent use. An append has its whole effect or none, and no reader sees a part of
/// it. A reader sees every append that was acknowledged before it asked. Faults are <see cref="StoreException"/>;
/// duplicates and conflicts are results.
/// </remarks>
public interface IEventLog : IStore
{
    /// <summary>Appends events to a stream.</summary>
    /// <param name="append">The append. Sending the same object again is safe: it is recognised by its id, before its expected position is looked at.</param>
    /// <param name="cancellationToken">Ends the wait; after a cancellation, send the same append again.</param>
    /// <exception cref="StoreException">It is not known whether the events were appended; sending the same append again is safe.</exception>
    ValueTask<EventAppendResult> AppendAsync(EventAppend append, CancellationToken cancellationToken);

    /// <summary>Reads events in order, up to the end of the stream as it was at some moment during the call.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<StoredEvent> ReadAsync(EventQuery query, CancellationToken cancellationToken);

    /// <summary>Reads events of many streams, each in order, in a number of round trips that does not grow with the number of streams.</summary>
    /// <param name="queries">What to read; none is legal.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>For each query its events, up to the end of the stream as it was at some moment during the call.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(IReadOnlyList<EventQuery> queries, CancellationToken cancellationToken);

    /// <summary>The position of the last event of a stream, 0 when there is none.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<long> GetLastPositionAsync(StreamId stream, CancellationToken cancellationToken);

    /// <summary>Names every stream of every service that holds an event, in any order.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<StreamId> ListStreamsAsync(CancellationToken cancellationToken);
}
