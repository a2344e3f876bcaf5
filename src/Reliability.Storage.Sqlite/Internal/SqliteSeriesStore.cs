using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Sketches;

namespace Reliability.Storage.Sqlite.Internal;

internal sealed class SqliteSeriesStore(SqliteDatabase database, string storeNamespace, TimeProvider timeProvider) : ISeriesStore
{
    private const int TrimChunk = 4096;
    private readonly SqliteRetention _retention = new(database, storeNamespace, timeProvider);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return database.WriteAsync((session, token) => SeriesAppend.Run(session, storeNamespace, batch, token), cancellationToken);
    }

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.IncludeSketches
            ? ReadSketchedAsync(query, cancellationToken)
            : database.ReadRowsAsync(
                session => SeriesReader.Rows(session, storeNamespace, query), SeriesReader.Bucket, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken)
    {
        SeriesQuery[] copy = Check.Copy(queries);
        return await database.ReadEachAsync(copy, new SeriesReader(storeNamespace, copy).Buckets, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken)
    {
        SeriesQuery[] copy = Check.Copy(queries);
        return database.ReadEachAsync(copy, new SeriesReader(storeNamespace, copy).Summary, cancellationToken);
    }

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        _ = new SeriesId(service, producerId); // Applies the rule for names to both.
        return database.ReadAsync(
            session => session.Prepared(SeriesSql.ReadSequence)
                .Bind("$namespace", storeNamespace)
                .Bind("$service", service)
                .Bind("$producer", producerId)
                .Number() ?? 0,
            cancellationToken);
    }

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        ArgumentNullException.ThrowIfNull(retention);
        return _retention.SetAsync(service, retention, cancellationToken);
    }

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return _retention.GetAsync(service, cancellationToken);
    }

    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return database.ReadAsync(session => _retention.ZoneOf(session, service), cancellationToken);
    }

    public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return new SeriesFold(database, storeNamespace, service).RunAsync(cancellationToken);
    }

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return ChunkFolds.ThenTrimAsync(() => FoldAsync(service, cancellationToken), () => TrimCoreAsync(service, cancellationToken));
    }

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => database.ReadRowsAsync(
        session => session.Prepared(SeriesSql.ListSeries).Bind("$namespace", storeNamespace),
        row => new SeriesId(row.GetString(0), row.GetString(1)),
        cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) => database.ReadRowsAsync(
        session => session.Prepared(SeriesSql.ListProducers).Bind("$namespace", storeNamespace),
        row => new SeriesProducer(row.GetString(0), row.GetString(1), row.GetInt64(2)),
        cancellationToken);

    private async ValueTask<long> TrimCoreAsync(string service, CancellationToken cancellationToken)
    {
        if (await _retention.AdvanceAsync(service, cancellationToken).ConfigureAwait(false) is not { } limits)
        {
            return 0;
        }

        long removed = 0;
        foreach (TrimLimit limit in limits)
        {
            removed += await TrimTierAsync(service, SeriesSql.TrimBuckets, limit.Resolution, limit.OldestBucket, cancellationToken)
                .ConfigureAwait(false);
            await TrimTierAsync(service, SeriesSql.TrimSketches, limit.Resolution, limit.OldestSketch, cancellationToken)
                .ConfigureAwait(false);
        }

        await database.WriteAsync(
            (session, _) => session.Prepared(SeriesSql.TrimProducers)
                .Bind("$namespace", storeNamespace)
                .Bind("$service", service)
                .Bind("$start", limits.First(limit => limit.Resolution == SeriesResolution.Hour).OldestBucket)
                .ExecuteNonQuery(),
            cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private async IAsyncEnumerable<SeriesBucket> ReadSketchedAsync(
        SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (List<SeriesBucket> buckets, EncodedSketches? sketches) =
            (await database.ReadEachAsync([query], new SeriesReader(storeNamespace, [query]).Encoded, cancellationToken)
                .ConfigureAwait(false))[0];
        foreach (SeriesBucket bucket in buckets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return bucket with { Sketch = Decode(bucket.Start) };
        }

        QuantileSketch? Decode(DateTimeOffset start)
        {
            try
            {
                return sketches?.Next(start);
            }
            catch (FormatException e)
            {
                if (database.Faults.TryConvert(e) is { } fault)
                {
                    throw fault;
                }

                throw;
            }
        }
    }

    /// <summary>
    /// Removes the old buckets or sketches of a tier of a service, a bounded number in each transaction, so that writers can proceed in
    /// between.
    /// </summary>
    private async ValueTask<long> TrimTierAsync(
        string service, string sql, SeriesResolution tier, long oldestStart, CancellationToken cancellationToken)
    {
        long total = 0;
        int removed;
        do
        {
            removed = await database.WriteAsync(
                (session, _) => session.Prepared(sql)
                    .Bind("$namespace", storeNamespace)
                    .Bind("$service", service)
                    .Bind("$tier", (int)tier)
                    .Bind("$start", oldestStart)
                    .Bind("$limit", TrimChunk)
                    .ExecuteNonQuery(),
                cancellationToken).ConfigureAwait(false);
            total += removed;
        }
        while (removed == TrimChunk);

        return total;
    }
}
