using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Merges the journal of a service into the sketches of its tiers, a bounded number of entries in each transaction.</summary>
internal sealed class SeriesFold(SqliteDatabase database, string storeNamespace, string service)
{
    /// <summary>The number of entries in a transaction at most, so that writers can proceed in between.</summary>
    private const int MaxEntries = 256;

    /// <summary>The bytes of entries from which on a transaction takes no more of them.</summary>
    private const long MaxBytes = 1 << 18;

    /// <summary>Folds what is in the journal now, and returns the number of entries.</summary>
    public async ValueTask<long> RunAsync(CancellationToken cancellationToken)
    {
        (long id, List<int> chunks) = await database.ReadAsync(ReadChunks, cancellationToken).ConfigureAwait(false);
        return await ChunkFolds.EachAsync(chunks, async chunk =>
        {
            long folded = 0;
            (long Count, bool IsLast) step;
            do
            {
                step = await database.WriteAsync((session, token) => Fold(session, id, chunk, token), cancellationToken)
                    .ConfigureAwait(false);
                folded += step.Count;
            }
            while (!step.IsLast);

            return folded;
        }).ConfigureAwait(false);
    }

    private (long Id, List<int> Chunks) ReadChunks(SqliteSession session)
    {
        List<int> chunks = [];
        long? id = session.Prepared(SeriesSql.ReadService).Bind("$namespace", storeNamespace).Bind("$service", service).Number();
        if (id is not null)
        {
            using SqliteDataReader row = session.Prepared(SeriesSql.ReadChunks).Bind("$service", id).ExecuteReader();
            while (row.Read())
            {
                chunks.Add(row.GetInt32(0));
            }
        }

        return (id ?? 0, chunks);
    }

    /// <summary>Folds the oldest entries of a chunk, whose writer the transaction excludes.</summary>
    private (long Count, bool IsLast) Fold(SqliteSession session, long id, int chunk, CancellationToken cancellationToken)
    {
        var journal = new SketchJournal();
        (long count, long last, bool isLast) = Read(session, id, chunk, MaxEntries, MaxBytes, journal);
        foreach (JournaledSketch one in journal.Sketches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long series = SeriesAppend.FindOrAddSeries(session, new SeriesKey(storeNamespace, service, one.Series));
            session.Sketches.Add(series, one.Resolution, UnixTime.Of(one.Start), one.Sketch);
        }

        if (count > 0)
        {
            session.Prepared(SeriesSql.RemoveFromJournal)
                .Bind("$service", id)
                .Bind("$chunk", chunk)
                .Bind("$last", last)
                .ExecuteNonQuery();
        }

        return (count, isLast);
    }

    /// <summary>Adds all entries of a chunk to a journal.</summary>
    public static void ReadAll(SqliteSession session, long service, int chunk, SketchJournal journal) =>
        Read(session, service, chunk, maxEntries: -1, long.MaxValue, journal);

    /// <summary>Adds the oldest entries of a chunk to a journal.</summary>
    /// <returns>The number of entries, the id of the last one, and whether there are no more.</returns>
    private static (long Count, long Last, bool IsLast) Read(
        SqliteSession session, long service, int chunk, int maxEntries, long maxBytes, SketchJournal journal)
    {
        (long count, long last, long bytes) = (0, 0, 0);
        using SqliteDataReader row = session.Prepared(SeriesSql.ReadJournal)
            .Bind("$service", service)
            .Bind("$chunk", chunk)
            .Bind("$limit", maxEntries)
            .ExecuteReader();
        while (row.Read())
        {
            byte[] entry = row.GetFieldValue<byte[]>(1);
            journal.Add(entry);
            (count, last, bytes) = (count + 1, row.GetInt64(0), bytes + entry.Length);
            if (bytes >= maxBytes)
            {
                return (count, last, IsLast: false);
            }
        }

        return (count, last, IsLast: count != maxEntries);
    }
}
