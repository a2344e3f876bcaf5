using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Reliability.Common.Internal;

namespace Reliability.Storage.Postgres.Internal;

internal sealed class PostgresSeriesStore(PostgresDatabase database) : ISeriesStore
{
    private const long TrimChunk = 4096;
    private readonly SeriesRanges _ranges = new(database);
    private readonly SketchFold _fold = new(database);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return AppendCoreAsync(batch, cancellationToken);
    }

    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.IncludeSketches
            ? ReadSketchedAsync(query, cancellationToken)
            : database.RowsAsync(Command(database.Sql.ReadBuckets, query), row => BucketRow.Read(row, 0), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> ReadAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        await _ranges.ReadAsync(Check.Copy(queries), cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAsync(
        IReadOnlyList<SeriesQuery> queries, CancellationToken cancellationToken) =>
        await _ranges.SummarizeAsync(Check.Copy(queries), cancellationToken).ConfigureAwait(false);

    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        _ = new SeriesId(service, producerId); // Applies the rule for names to both.
        return GetLastSequenceCoreAsync(service, producerId, cancellationToken);
    }

    public ValueTask SetRetentionAsync(string service, SeriesRetention retention, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        ArgumentNullException.ThrowIfNull(retention);
        return SetRetentionCoreAsync(service, retention, cancellationToken);
    }

    public ValueTask<SeriesRetention?> GetRetentionAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return GetRetentionCoreAsync(service, cancellationToken);
    }

    public ValueTask<string?> GetDayZoneAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return GetDayZoneCoreAsync(service, cancellationToken);
    }

    public ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return _fold.FoldAsync(service, cancellationToken);
    }

    public ValueTask<long> TrimAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return ChunkFolds.ThenTrimAsync(
            () => _fold.FoldAsync(service, cancellationToken), () => TrimCoreAsync(service, cancellationToken));
    }

    public IAsyncEnumerable<SeriesId> ListSeriesAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListSeries), row => new SeriesId(row.GetString(0), row.GetString(1)), cancellationToken);

    public IAsyncEnumerable<SeriesProducer> ListProducersAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListProducers),
        row => new SeriesProducer(row.GetString(0), row.GetString(1), row.GetInt64(2)),
        cancellationToken);

    private async ValueTask<AppendOutcome> AppendCoreAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        SeriesRows rows = SeriesRows.Of(batch);
        IReadOnlyList<SketchJournalEntry> entries = SketchJournal.Encode(batch);
        using NpgsqlCommand command = database.Command(database.Sql.AppendBatch)
            .With(batch.Service)
            .With(batch.ProducerId)
            .With(batch.Sequence)
            .With(batch.DayZone.Id)
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
            .With([.. entries.Select(entry => (short)entry.Chunk)])
            .With([.. entries.Select(entry => entry.Data.ToArray())]);
        (int outcome, string? storedZone) = await database.FirstAsync(
            command, row => (row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1)), cancellationToken).ConfigureAwait(false);
        return ScriptOutcome.ToAppend(outcome, storedZone, batch);
    }

    private NpgsqlCommand Command(string sql, SeriesQuery query) => database.Command(sql)
        .With(query.Series.Service)
        .With(query.Series.Name)
        .With((short)query.Resolution)
        .With(Timestamp.CeilingMinute(query.From))
        .With(Timestamp.CeilingMinute(query.To));

    /// <summary>Streams buckets. The entries of the journal come before them.</summary>
    private async IAsyncEnumerable<SeriesBucket> ReadSketchedAsync(
        SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string series = query.Series.Name;
        var journal = new SketchJournal([series]);
        SeriesBucket? Read(NpgsqlDataReader row)
        {
            if (row.IsDBNull(0))
            {
                journal.Add(row.GetFieldValue<byte[]>(6));
                return null;
            }

            SeriesBucket bucket = BucketRow.Read(row, 0);
            return bucket with { Sketch = journal.AddTo(series, query.Resolution, bucket.Start, bucket.Sketch) };
        }

        NpgsqlCommand command =
            Command(database.Sql.ReadSketchedBuckets, query).With((short)SketchJournal.ChunkOf(series));
        await foreach (SeriesBucket? bucket in database.RowsAsync(command, Read, cancellationToken).ConfigureAwait(false))
        {
            if (bucket is { } one)
            {
                yield return one;
            }
        }
    }

    private async ValueTask<long> GetLastSequenceCoreAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.ReadSequence).With(service).With(producerId);
        return await database.FirstAsync(command, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SetRetentionCoreAsync(string service, SeriesRetention retention, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.SetRetention)
            .With(service)
            .With(retention.Minutes.Ticks)
            .With(retention.Hours.Ticks)
            .With(retention.Days.Ticks)
            .With(retention.Sketches.Minutes.Ticks)
            .With(retention.Sketches.Hours.Ticks)
            .With(retention.Sketches.Days.Ticks);
        await database.ExecuteAsync(command, isRepeatable: true, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SeriesRetention?> GetRetentionCoreAsync(string service, CancellationToken cancellationToken) =>
        (await ReadRetentionAsync(service, cancellationToken).ConfigureAwait(false))?.Retention;

    private async ValueTask<string?> GetDayZoneCoreAsync(string service, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.ReadDayZone).With(service);
        return await database.FirstAsync(command, row => row.IsDBNull(0) ? null : row.GetString(0), cancellationToken)
            .ConfigureAwait(false);
    }

    private async ValueTask<RetentionRow?> ReadRetentionAsync(string service, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.ReadRetention).With(service);
        return await database.FirstAsync(command, row => RetentionRow.Read(row, service), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<long> TrimCoreAsync(string service, CancellationToken cancellationToken)
    {
        if (await ReadRetentionAsync(service, cancellationToken).ConfigureAwait(false) is not { } kept)
        {
            return 0;
        }

        long removed = 0;
        foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
        {
            await TrimAsync(database.Sql.TrimSketches, service, tier, kept.OldestSketch(tier), cancellationToken).ConfigureAwait(false);
            removed += await TrimAsync(database.Sql.TrimBuckets, service, tier, kept.OldestKept(tier), cancellationToken)
                .ConfigureAwait(false);
        }

        using NpgsqlCommand producers =
            database.Command(database.Sql.TrimProducers).With(service).With(kept.OldestKept(SeriesResolution.Hour));
        await database.ExecuteAsync(producers, isRepeatable: true, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    /// <summary>Removes the old rows of a tier, a bounded number in each transaction, so that no row is locked for long.</summary>
    private async ValueTask<long> TrimAsync(
        string sql, string service, SeriesResolution tier, DateTime oldestStart, CancellationToken cancellationToken)
    {
        long total = 0;
        int removed;
        do
        {
            using NpgsqlCommand chunk = database.Command(sql).With(service).With((short)tier).With(oldestStart).With(TrimChunk);
            removed = await database.ExecuteAsync(chunk, isRepeatable: false, cancellationToken).ConfigureAwait(false);
            total += removed;
        }
        while (removed == TrimChunk);

        return total;
    }
}
