using System.Runtime.InteropServices;
using Npgsql;
using Reliability.Sketches;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// Adds journaled sketches to those of the buckets. A step is one transaction that removes some entries of a chunk and writes their sums,
/// so an interrupted step has not happened. One step of a chunk runs at a time.
/// </summary>
internal sealed class SketchFold(PostgresDatabase database)
{
    /// <summary>The maximum number of entries in a step.</summary>
    private const long MaxEntries = 1024;

    /// <summary>The size of entries in bytes at which a step takes no more of them.</summary>
    private const long MaxBytes = 4 << 20;

    /// <summary>Folds the entries that the journal of a service has now, and returns the number that this call has folded.</summary>
    public async ValueTask<long> FoldAsync(string service, CancellationToken cancellationToken)
    {
        using NpgsqlCommand find = database.Command(database.Sql.FindJournal).With(service);
        List<(short Chunk, long Last, long Present)> chunks = await database.AllAsync(
            find, row => (row.GetInt16(0), row.GetInt64(1), row.GetInt64(2)), isRepeatable: true, cancellationToken).ConfigureAwait(false);
        return await ChunkFolds.EachAsync(chunks, async one =>
        {
            // Another process that folds the chunk makes a step empty.
            long total = 0;
            int folded;
            for (long rest = one.Present; rest > 0; rest = folded == 0 ? 0 : rest - folded)
            {
                folded = await database.TransactAsync(
                    (connection, token) => StepAsync(connection, service, one.Chunk, one.Last, token), cancellationToken)
                    .ConfigureAwait(false);
                total += folded;
            }

            return total;
        }).ConfigureAwait(false);
    }

    private async ValueTask<int> StepAsync(
        NpgsqlConnection connection, string service, short chunk, long last, CancellationToken cancellationToken)
    {
        using NpgsqlCommand take =
            database.Command(database.Sql.TakeJournal).With(service).With(chunk).With(last).With(MaxEntries).With(MaxBytes);
        List<byte[]> entries = await PostgresDatabase.AllAsync(
            connection, take, row => row.GetFieldValue<byte[]>(0), cancellationToken).ConfigureAwait(false);
        if (entries.Count == 0)
        {
            return 0;
        }

        var journal = new SketchJournal();
        foreach (byte[] entry in entries)
        {
            journal.Add(entry);
        }

        JournaledSketch[] added = [.. journal.Sketches];
        Sum[] sums = await SumsAsync(connection, service, added, cancellationToken).ConfigureAwait(false);
        using NpgsqlCommand write = database.Command(database.Sql.WriteSketches)
            .With(Array.ConvertAll(sums, sum => sum.SeriesId))
            .With(Array.ConvertAll(sums, sum => (short)sum.Tier))
            .With(Array.ConvertAll(sums, sum => sum.Start))
            .With(Array.ConvertAll(sums, sum => sum.Data));
        write.Connection = connection;
        await write.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return entries.Count;
    }

    /// <summary>Adds sketches to the stored ones, and returns the sums in the order in which rows are locked.</summary>
    private async ValueTask<Sum[]> SumsAsync(
        NpgsqlConnection connection, string service, JournaledSketch[] added, CancellationToken cancellationToken)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        int[] series = Array.ConvertAll(added, sketch =>
        {
            ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, sketch.Series, out bool isKnown);
            return isKnown ? place : place = places.Count;
        });
        using NpgsqlCommand read = database.Command(database.Sql.ReadSketches)
            .With(service)
            .With([.. places.Keys])
            .With(series)
            .With(Array.ConvertAll(added, sketch => (short)sketch.Resolution))
            .With(Array.ConvertAll(added, sketch => Timestamp.Of(sketch.Start)));
        List<Sum> sums = await PostgresDatabase.AllAsync(
            connection,
            read,
            row => Sum.Of(added[row.GetInt32(0) - 1], row.GetInt64(1), BucketRow.Bytes(row, 2)),
            cancellationToken).ConfigureAwait(false);
        return [.. sums.OrderBy(sum => sum.SeriesId).ThenBy(sum => sum.Tier).ThenBy(sum => sum.Start)];
    }

    /// <summary>A sketch to write.</summary>
    private readonly record struct Sum(long SeriesId, SeriesResolution Tier, DateTime Start, byte[] Data)
    {
        public static Sum Of(JournaledSketch added, long seriesId, byte[]? stored)
        {
            QuantileSketch sum = added.Sketch;
            if (stored is not null)
            {
                sum.MergeBytes(stored);
            }

            return new Sum(seriesId, added.Resolution, Timestamp.Of(added.Start), SketchJournal.Encode(sum, added.Resolution));
        }
    }
}
