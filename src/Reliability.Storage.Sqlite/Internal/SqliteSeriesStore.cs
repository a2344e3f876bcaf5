using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
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
        return database.ReadRowsAsync(session => Rows(session, query), Bucket, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        await database.ReadEachAsync(Check.Copy(queries), Buckets, cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        database.ReadEachAsync(Check.Copy(queries), Summary, cancellationToken);

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

    private SqliteCommand Rows(SqliteSession session, SeriesQuery query) => Range(session.Prepared(SeriesSql.ReadBuckets), query)
        .Bind("$sketches", query.IncludeSketches);

    private SqliteCommand Range(SqliteCommand command, SeriesQuery query) => command
        .Bind("$tier", (int)query.Resolution)
        .Bind("$from", UnixTime.Ceiling(query.From))
        .Bind("$to", UnixTime.Ceiling(query.To))
        .Bind("$namespace", storeNamespace)
        .Bind("$service", query.Series.Service)
        .Bind("$name", query.Series.Name);

    private List<SeriesBucket> Buckets(SqliteSession session, SeriesQuery query)
    {
        List<SeriesBucket> buckets = [];
        using SqliteDataReader row = Rows(session, query).ExecuteReader();
        while (row.Read())
        {
            buckets.Add(Bucket(row));
        }

        return buckets;
    }

    private SeriesSummary Summary(SqliteSession session, SeriesQuery query)
    {
        if (!query.IncludeSketches)
        {
            SqliteCommand command = Range(session.Prepared(SeriesSql.SummarizeBuckets), query).Bind("$large", SeriesSql.LargeCount);
            using SqliteDataReader row = command.ExecuteReader();
            row.Read();
            if (row.GetInt64(0) == 0)
            {
                return default;
            }

            if (!row.GetBoolean(8))
            {
                var total = new SeriesBucket(
                    DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1)),
                    row.GetInt64(3),
                    row.GetInt64(4),
                    row.GetDouble(5),
                    row.IsDBNull(6) ? 0 : row.GetDouble(6),
                    row.IsDBNull(7) ? 0 : row.GetDouble(7));
                return new SeriesSummary(in total, row.GetInt64(0), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2)));
            }
        }

        return SeriesSummary.Of(CollectionsMarshal.AsSpan(Buckets(session, query)));
    }

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
