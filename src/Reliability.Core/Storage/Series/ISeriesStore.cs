namespace Reliability.Storage;

/// <summary>
/// The storage role for measurements: mergeable aggregates per series and time bucket, in three tiers (minute, hour and day) that every
/// batch writes together.
/// </summary>
/// <remarks>
/// Implementations are safe for concurrent use. <c>Reliability.Storage.Conformance</c> tests what each member promises. Failures throw
/// <see cref="StoreException"/>. A canceled call throws <see cref="OperationCanceledException"/> and has taken effect completely or not at
/// all.
/// </remarks>
public interface ISeriesStore : IStore
{
    /// <summary>
    /// Adds a batch to all tiers and stores its sequence, all or nothing. No reader ever sees a part of a batch. A store may keep the
    /// sketches of a batch in a journal until <see cref="FoldAsync"/> merges them into the tiers; readers include them either way.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Cancels the operation. After a cancellation, send the same batch again.</param>
    /// <returns>A value that states whether the batch was added now or before.</returns>
    /// <exception cref="DayZoneException">
    /// The stored days of the service lie in another time zone than those of the batch. The batch is not stored.
    /// </exception>
    /// <exception cref="StoreException">
    /// The store failed, and the batch may not be stored. It is safe to send the same batch again.
    /// </exception>
    ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken);

    /// <summary>Reads the existing buckets of one series in a range, oldest first, at one point in time.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the existing buckets of many ranges, each range at one point in time. The number of round trips grows with the bytes that are
    /// read, and not with the number of queries.
    /// </summary>
    /// <param name="queries">The queries, of any series and services; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>For each query, in the order of the queries, its buckets, oldest first.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the aggregates of many ranges, each range at one point in time. The number of round trips does not grow with the number of
    /// queries, except if it exceeds some thousands.
    /// </summary>
    /// <param name="queries">
    /// The queries, of any series and services; an empty list is allowed. A query that includes sketches returns their merger, at the cost
    /// of reading all of them.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>For each query, in the order of the queries, the same as <see cref="SeriesSummary.Of"/> for its buckets.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken);

    /// <summary>Returns the last sequence that was added for a producer within a service, or 0 if there is none.</summary>
    /// <param name="service">The service.</param>
    /// <param name="producerId">The producer.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken);

    /// <summary>Sets the retention of the tiers of a service. It is stored with the service and replaces the previous retention.</summary>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="retention">The retention of each tier.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="StoreException">
    /// The store failed, and it is not known whether the retention was stored. It is safe to repeat the call.
    /// </exception>
    ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the retention of the tiers of a service, or <see langword="null"/> if none is set. Without a retention, everything is kept.
    /// </summary>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the IANA name of the time zone in which the days of a service lie, or <see langword="null"/> if no batch with deltas was
    /// stored.
    /// </summary>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken);

    /// <summary>
    /// Merges the sketches that batches of a service have journaled into its tiers. Readers see the same values before, during and after
    /// it. Call it about once a minute; a journal that nobody folds costs space and reading time, and nothing else.
    /// </summary>
    /// <remarks>
    /// Any process may call it at any time. If several do so at the same time, one of them folds. A call that is canceled or fails has
    /// folded some entries completely, and the next call folds the rest. An entry that cannot be read holds up its chunk of the series
    /// only.
    /// </remarks>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The number of journal entries that this call has folded.</returns>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="StoreException">The store failed, or an entry is damaged or of a later version.</exception>
    ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the buckets of one service that ended longer ago than its retention and the sketches that ended longer ago than theirs, and
    /// no others, after folding what is journaled. Without a retention, nothing is removed. What cannot be folded holds up no trim: the
    /// call trims, and then throws.
    /// </summary>
    /// <remarks>
    /// <para>The current time is that of the store's clock, never that of the caller. A store without its own clock (SQLite, memory) uses a
    /// horizon instead. The horizon starts at the start of the service's oldest bucket, advances no faster than monotonic time, and is at
    /// most the start of the newest bucket. A host whose clock is wrong therefore removes nothing.</para>
    /// <para>The call may also remove the sequence of a producer if the hour bucket of its newest event is older than the retention of the
    /// hour tier. If the call is canceled, it has removed some of these buckets, and the next call removes the rest.</para>
    /// </remarks>
    /// <param name="service">The service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The number of buckets that were removed.</returns>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="StoreException">The store could not be written.</exception>
    ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken);

    /// <summary>Lists every series that has a bucket, in any order. The list may include series that no longer have any.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken);

    /// <summary>Lists every producer with its last sequence, in any order.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken);
}
