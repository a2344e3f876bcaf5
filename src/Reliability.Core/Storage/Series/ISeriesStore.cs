namespace Reliability.Storage;

/// <summary>
/// The storage role for measurements: mergeable aggregates per series and bucket of time, in two tiers (minute and
/// hour) that every batch writes together.
/// </summary>
/// <remarks>
/// Implementations are safe for concurrent use. What each member promises is what
/// <c>Reliability.Storage.Conformance</c> tests. Faults are <see cref="StoreException"/>; a cancelled call throws
/// <see cref="OperationCanceledException"/> and has either had its whole effect or none.
/// </remarks>
public interface ISeriesStore : IStore
{
    /// <summary>
    /// Adds a batch to the minute and the hour tier and remembers its sequence, all or nothing, so that no reader
    /// ever sees a part of it.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Ends the wait; after a cancellation, send the same batch again.</param>
    /// <returns>Whether the batch was added now or had been before.</returns>
    /// <exception cref="StoreException">Nothing is known to be stored; sending the same batch again is safe.</exception>
    ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken);

    /// <summary>Reads the buckets of one series that exist in a range, oldest first, as of one moment.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken);

    /// <summary>The last sequence that was added for a producer within a service, or 0 when there is none.</summary>
    /// <param name="service">The service.</param>
    /// <param name="producerId">The producer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken);

    /// <summary>Declares how long the tiers of a service are kept. It is stored with the service and replaces what was declared before.</summary>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="retention">How long each tier is kept.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    /// <exception cref="StoreException">It is not known whether it was stored; declaring it again is safe.</exception>
    ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken);

    /// <summary>How long the tiers of a service are kept, or <see langword="null"/> when nobody declared it: then everything is kept.</summary>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken);

    /// <summary>Removes the buckets of one service that ended longer ago than its retention, and no others; nothing when it declared none.</summary>
    /// <remarks>
    /// <para>"Now" is the clock of the store, never that of the caller. A store without a clock of its own (SQLite, memory) goes by a horizon instead:
    /// at most the start of the service's newest bucket, at first that of its oldest one, and from then on it advances no faster than monotonic time. So a host whose
    /// clock is wrong removes nothing.</para>
    /// <para>May also forget the sequence of a producer once the hour bucket of the newest event it ever sent is older than the hours' retention.
    /// Cancelled half way, it has removed some of those buckets, and the next call removes the rest.</para>
    /// </remarks>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>How many buckets were removed.</returns>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    /// <exception cref="StoreException">The store could not be written.</exception>
    ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken);

    /// <summary>Names every series that has a bucket, in any order, and maybe some that no longer have any.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken);

    /// <summary>Tells of every producer how far it came, in any order.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken);
}
