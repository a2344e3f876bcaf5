using Microsoft.Data.Sqlite;
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
        return database.ReadRowsAsync(
            session => session.Prepared(SeriesSql.ReadBuckets)
                .Bind("$sketches", query.IncludeSketches)
                .Bind("$tier", (int)query.Resolution)
                .Bind("$from", UnixTime.Ceiling(query.From))
                .Bind("$to", UnixTime.Ceiling(query.To))
                .Bind("$namespace", storeNamespace)
                .Bind("$service", query.Series.Service)
                .Bind("$name", query.Series.Name),
            Bucket,
            cancellationToken);
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
        RequireName(service);
        ArgumentNullException.ThrowIfNull(retention);
        return _retention.SetAsync(service, retention, cancellationToken);
    }

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken)
    {
        RequireName(service);
        return _retention.GetAsync(service, cancellationToken);
    }

    public async ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken)
    {
        RequireName(service);
        if (await _retention.AdvanceAsync(service, cancellationToken).ConfigureAwait(false) is not var (oldestMinute, oldestHour))
        {
            return 0;
        }

        long removed = await TrimTierAsync(service, SeriesResolution.Minute, oldestMinute, cancellationToken).ConfigureAwait(false)
            + await TrimTierAsync(service, SeriesResolution.Hour, oldestHour, cancellationToken).ConfigureAwait(false);
        await database.WriteAsync(
            (session, _) => session.Prepared(SeriesSql.TrimProducers)
                .Bind("$namespace", storeNamespace)
                .Bind("$service", service)
                .Bind("$start", oldestHour)
                .ExecuteNonQuery(),
            cancellationToken).ConfigureAwait(false);
        return removed;
    }

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => database.ReadRowsAsync(
        session => session.Prepared(SeriesSql.ListSeries).Bind("$namespace", storeNamespace),
        row => new SeriesId(row.GetString(0), row.GetString(1)),
        cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) => database.ReadRowsAsync(
        session => session.Prepared(SeriesSql.ListProducers).Bind("$namespace", storeNamespace),
        row => new SeriesProducer(row.GetString(0), row.GetString(1), row.GetInt64(2)),
        cancellationToken);

    private static void RequireName(string service) => _ = new SeriesId(service, service); // Applies the rule for names.

    private static SeriesBucket Bucket(SqliteDataReader row) => new(
        DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetDouble(3),
        row.GetDouble(4),
        row.GetDouble(5),
        row.IsDBNull(6) ? null : QuantileSketch.FromBytes(row.GetFieldValue<byte[]>(6)));

    /// <summary>
    /// Removes the old buckets of a tier of a service, a bounded number in each transaction, so that writers can proceed in between.
    /// </summary>
    private async ValueTask<long> TrimTierAsync(
        string service, SeriesResolution tier, long oldestStart, CancellationToken cancellationToken)
    {
        long total = 0;
        int removed;
        do
        {
            removed = await database.WriteAsync(
                (session, _) => session.Prepared(SeriesSql.TrimBuckets)
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
