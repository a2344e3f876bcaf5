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

    /// <summary>The position of the last event of a stream, 0 when there is none.</summary>
    /// <param name="stream">The stream, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<long> GetLastPositionAsync(string stream, CancellationToken cancellationToken);

    /// <summary>Names every stream that holds an event, in any order.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<string> ListStreamsAsync(CancellationToken cancellationToken);
}
