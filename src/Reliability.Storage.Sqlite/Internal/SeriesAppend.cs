using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Adds one batch inside a transaction.</summary>
internal static class SeriesAppend
{
    public static AppendOutcome Run(SqliteSession session, string storeNamespace, SeriesBatch batch, CancellationToken cancellationToken)
    {
        if (!AdvanceProducer(session, storeNamespace, batch))
        {
            return AppendOutcome.Duplicate;
        }

        foreach ((Slot slot, SeriesBucket bucket) in Fold(session, storeNamespace, batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            session.AddBucket.Run(slot.Series, slot.Tier, slot.Start, bucket);
        }

        // The last point at which a cancellation leaves no changes.
        cancellationToken.ThrowIfCancellationRequested();
        return AppendOutcome.Applied;
    }

    private static bool AdvanceProducer(SqliteSession session, string storeNamespace, SeriesBatch batch)
    {
        long? newest = batch.Deltas.Count == 0 ? null : batch.Deltas.Max(delta => UnixTime.Of(delta.Bucket.Start));
        return session.Prepared(SeriesSql.AdvanceProducer)
            .Bind("$namespace", storeNamespace)
            .Bind("$service", batch.Service)
            .Bind("$producer", batch.ProducerId)
            .Bind("$sequence", batch.Sequence)
            .Bind("$last_bucket", newest)
            .ExecuteNonQuery() == 1;
    }

    /// <summary>Groups the batch by row, so that each row is written once, regardless of the number of deltas.</summary>
    private static Dictionary<Slot, SeriesBucket> Fold(SqliteSession session, string storeNamespace, SeriesBatch batch)
    {
        var rows = new Dictionary<Slot, SeriesBucket>(2 * batch.Deltas.Count);
        foreach (SeriesDelta delta in batch.Deltas)
        {
            long series = FindOrAddSeries(session, new(storeNamespace, batch.Service, delta.Series));
            if (delta.Tiers.HasFlag(SeriesTiers.Minute))
            {
                Add(rows, series, SeriesResolution.Minute, delta.Bucket);
            }

            if (delta.Tiers.HasFlag(SeriesTiers.Hour))
            {
                Add(rows, series, SeriesResolution.Hour, delta.Bucket);
            }
        }

        return rows;
    }

    private static void Add(Dictionary<Slot, SeriesBucket> rows, long series, SeriesResolution tier, in SeriesBucket bucket)
    {
        var slot = new Slot(series, tier, UnixTime.Of(tier.StartOf(bucket.Start)));
        ref SeriesBucket sum = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, slot, out bool exists);
        sum = exists ? sum.Merge(bucket) : bucket;
    }

    private static long FindOrAddSeries(SqliteSession session, SeriesKey key)
    {
        if (!session.SeriesIds.TryGetValue(key, out long id))
        {
            id = FindSeries(session.Prepared(SeriesSql.FindSeries), key) ?? FindSeries(session.Prepared(SeriesSql.AddSeries), key)!.Value;
            session.SeriesIds.Add(key, id);
        }

        return id;
    }

    private static long? FindSeries(SqliteCommand command, SeriesKey key) =>
        command.Bind("$namespace", key.Namespace).Bind("$service", key.Service).Bind("$name", key.Name).Number();

    /// <summary>A row of one series.</summary>
    private readonly record struct Slot(long Series, SeriesResolution Tier, long Start);
}
