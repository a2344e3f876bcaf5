using Npgsql;
using NpgsqlTypes;

namespace Reliability.Storage.Postgres.Internal;

internal sealed class PostgresSeriesStore(PostgresDatabase database) : ISeriesStore
{
    private const long TrimChunk = 4096;

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return AppendCoreAsync(batch, cancellationToken);
    }

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        NpgsqlCommand command = database.Command(database.Sql.ReadBuckets)
            .With(query.Series.Service)
            .With(query.Series.Name)
            .With((short)query.Resolution)
            .With(Timestamp.CeilingMinute(query.From))
            .With(Timestamp.CeilingMinute(query.To))
            .With(query.IncludeSketches);
        return database.RowsAsync(command, Bucket, cancellationToken);
    }

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        _ = new SeriesId(service, producerId); // both follow the one rule for names
        return GetLastSequenceCoreAsync(service, producerId, cancellationToken);
    }

    public async ValueTask<long> TrimAsync(SeriesRetention retention, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(retention);
        DateTime oldestMinute = Timestamp.OldestKeptStart(SeriesResolution.Minute, retention.Minutes, now);
        DateTime oldestHour = Timestamp.OldestKeptStart(SeriesResolution.Hour, retention.Hours, now);
        long removed = await TrimTierAsync(SeriesResolution.Minute, oldestMinute, cancellationToken).ConfigureAwait(false)
            + await TrimTierAsync(SeriesResolution.Hour, oldestHour, cancellationToken).ConfigureAwait(false);
        using NpgsqlCommand producers = database.Command(database.Sql.TrimProducers).With(oldestHour);
        await database.ExecuteAsync(producers, isRepeatable: true, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListSeries), row => new SeriesId(row.GetString(0), row.GetString(1)), cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListProducers),
        row => new SeriesProducer(row.GetString(0), row.GetString(1), row.GetInt64(2)),
        cancellationToken);

    private static SeriesBucket Bucket(NpgsqlDataReader row) => new(
        Timestamp.Read(row.GetDateTime(0)),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetDouble(3),
        row.GetDouble(4),
        row.GetDouble(5),
        row.IsDBNull(6) ? null : SketchArray.Read(row.GetFieldValue<int[]>(6)));

    private async ValueTask<AppendOutcome> AppendCoreAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        SeriesRows rows = SeriesRows.Of(batch);
        using NpgsqlCommand command = database.Command(database.Sql.AppendBatch)
            .With(batch.Service)
            .With(batch.ProducerId)
            .With(batch.Sequence)
            .WithNullable(NpgsqlDbType.TimestampTz, rows.Newest)
            .With(rows.Names)
            .With(rows.Series)
            .With(rows.Tiers)
            .With(rows.Starts)
            .With(rows.Counts)
            .With(rows.Goods)
            .With(rows.Sums)
            .With(rows.Mins)
            .With(rows.Maxes)
            .With(rows.Sketches);
        bool isApplied = await database.FirstAsync(command, row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false);
        return isApplied ? AppendOutcome.Applied : AppendOutcome.Duplicate;
    }

    private async ValueTask<long> GetLastSequenceCoreAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.ReadSequence).With(service).With(producerId);
        return await database.FirstAsync(command, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the old buckets of a tier, a bounded number in each transaction so that no row is locked for long.</summary>
    private async ValueTask<long> TrimTierAsync(SeriesResolution tier, DateTime oldestStart, CancellationToken cancellationToken)
    {
        long total = 0;
        int removed;
        do
        {
            using NpgsqlCommand chunk = database.Command(database.Sql.TrimBuckets).With((short)tier).With(oldestStart).With(TrimChunk);
            removed = await database.ExecuteAsync(chunk, isRepeatable: false, cancellationToken).ConfigureAwait(false);
            total += removed;
        }
        while (removed == TrimChunk);

        return total;
    }
}
