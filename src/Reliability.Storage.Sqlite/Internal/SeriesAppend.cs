using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Adds one batch inside a transaction.</summary>
internal static class SeriesAppend
{
    private static readonly SeriesResolution[] Tiers = [SeriesResolution.Minute, SeriesResolution.Hour];

    public static AppendOutcome Run(SqliteSession session, string storeNamespace, SeriesBatch batch, CancellationToken cancellationToken)
    {
        if (!AdvanceProducer(session, storeNamespace, batch))
        {
            return AppendOutcome.Duplicate;
        }

        foreach ((string name, Dictionary<Slot, SeriesBucket> buckets) in Fold(batch))
        {
            long series = FindOrAddSeries(session, storeNamespace, batch.Service, name);
            foreach ((Slot slot, SeriesBucket bucket) in buckets)
            {
                cancellationToken.ThrowIfCancellationRequested();
                AddBucket(session, series, slot, bucket);
            }
        }

        // The last moment at which a cancellation still leaves nothing behind.
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

    /// <summary>The batch by series and bucket of both tiers, so that each row is written once however many deltas it takes.</summary>
    private static Dictionary<string, Dictionary<Slot, SeriesBucket>> Fold(SeriesBatch batch)
    {
        var folded = new Dictionary<string, Dictionary<Slot, SeriesBucket>>(StringComparer.Ordinal);
        foreach (SeriesDelta delta in batch.Deltas)
        {
            ref Dictionary<Slot, SeriesBucket>? buckets = ref CollectionsMarshal.GetValueRefOrAddDefault(folded, delta.Series, out _);
            buckets ??= [];
            foreach (SeriesResolution tier in Tiers)
            {
                if (!delta.Tiers.HasFlag(tier == SeriesResolution.Minute ? SeriesTiers.Minute : SeriesTiers.Hour))
                {
                    continue;
                }

                var slot = new Slot(tier, UnixTime.Of(tier.StartOf(delta.Bucket.Start)));
                ref SeriesBucket sum = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, slot, out bool exists);
                sum = exists ? sum.Merge(delta.Bucket) : delta.Bucket;
            }
        }

        return folded;
    }

    private static long FindOrAddSeries(SqliteSession session, string storeNamespace, string service, string name) =>
        SeriesId(session.Prepared(SeriesSql.FindSeries), storeNamespace, service, name)
        ?? SeriesId(session.Prepared(SeriesSql.AddSeries), storeNamespace, service, name)!.Value;

    private static long? SeriesId(SqliteCommand command, string storeNamespace, string service, string name) =>
        command.Bind("$namespace", storeNamespace).Bind("$service", service).Bind("$name", name).Number();

    private static void AddBucket(SqliteSession session, long series, Slot slot, in SeriesBucket bucket) =>
        session.Prepared(SeriesSql.AddBucket)
            .Bind("$series", series)
            .Bind("$tier", (int)slot.Tier)
            .Bind("$start", slot.Start)
            .Bind("$count", bucket.Count)
            .Bind("$good", bucket.Good)
            .Bind("$sum", bucket.ScaledSum)
            .Bind("$min", bucket.Min)
            .Bind("$max", bucket.Max)
            .Bind("$sketch", bucket.Sketch?.ToBytes())
            .ExecuteNonQuery();

    /// <summary>A row of one series.</summary>
    private readonly record struct Slot(SeriesResolution Tier, long Start);
}
