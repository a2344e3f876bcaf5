using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Adds one batch inside a transaction.</summary>
internal static class SeriesAppend
{
    public static readonly SeriesResolution[] Tiers = Enum.GetValues<SeriesResolution>();

    public static AppendOutcome Run(SqliteSession session, string storeNamespace, SeriesBatch batch, CancellationToken cancellationToken)
    {
        if (!AdvanceProducer(session, storeNamespace, batch))
        {
            return AppendOutcome.Duplicate;
        }

        if (batch.Deltas.Count > 0)
        {
            long service = RequireZone(session, storeNamespace, batch);
            foreach ((Slot slot, SeriesBucket bucket) in Fold(session, storeNamespace, batch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                session.AddBucket.Run(slot.Series, slot.Tier, slot.Start, bucket);
            }

            SketchAppend.Run(session, storeNamespace, service, batch, cancellationToken);
        }

        // The last point at which a cancellation leaves no changes.
        cancellationToken.ThrowIfCancellationRequested();
        return AppendOutcome.Applied;
    }

    /// <summary>Returns the id of a series, or <see langword="null"/> if there is none.</summary>
    public static long? FindSeries(SqliteSession session, SeriesKey key)
    {
        if (session.SeriesIds.TryGetValue(key, out long known))
        {
            return known;
        }

        long? id = IdOf(session.Prepared(SeriesSql.FindSeries), key);
        if (id is { } found)
        {
            session.SeriesIds.Add(key, found);
        }

        return id;
    }

    public static long FindOrAddSeries(SqliteSession session, SeriesKey key)
    {
        if (FindSeries(session, key) is { } found)
        {
            return found;
        }

        long id = IdOf(session.Prepared(SeriesSql.AddSeries), key)!.Value;
        session.SeriesIds.Add(key, id);
        return id;
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

    /// <summary>Returns the id of the service, whose days lie in the time zone of the batch from now on, if they did not before.</summary>
    private static long RequireZone(SqliteSession session, string storeNamespace, SeriesBatch batch)
    {
        var key = new ServiceKey(storeNamespace, batch.Service);
        if (!session.Services.TryGetValue(key, out (long Id, string Zone) service))
        {
            using SqliteDataReader row = session.Prepared(SeriesSql.AddZone)
                .Bind("$namespace", storeNamespace)
                .Bind("$service", batch.Service)
                .Bind("$zone", batch.DayZone.Id)
                .ExecuteReader();
            row.Read();
            service = (row.GetInt64(0), row.GetString(1));
            session.Services.Add(key, service);
        }

        return service.Zone == batch.DayZone.Id
            ? service.Id
            : throw new DayZoneException(batch.Service, service.Zone, batch.DayZone.Id);
    }

    /// <summary>Groups the batch by row, so that each row is written once, regardless of the number of deltas.</summary>
    private static Dictionary<Slot, SeriesBucket> Fold(SqliteSession session, string storeNamespace, SeriesBatch batch)
    {
        var rows = new Dictionary<Slot, SeriesBucket>(Tiers.Length * batch.Deltas.Count);
        foreach (SeriesDelta delta in batch.Deltas)
        {
            long series = FindOrAddSeries(session, new(storeNamespace, batch.Service, delta.Series));
            SeriesBucket bucket = delta.Bucket.WithoutSketch();
            foreach (SeriesResolution tier in Tiers)
            {
                if (delta.Tiers.HasFlag(tier.ToTiers()))
                {
                    var slot = new Slot(series, tier, UnixTime.Of(batch.StartOf(tier, bucket.Start)));
                    ref SeriesBucket sum = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, slot, out bool exists);
                    sum = exists ? sum.Merge(bucket) : bucket;
                }
            }
        }

        return rows;
    }

    private static long? IdOf(SqliteCommand command, SeriesKey key) =>
        command.Bind("$namespace", key.Namespace).Bind("$service", key.Service).Bind("$name", key.Name).Number();

    /// <summary>A row of one series.</summary>
    private readonly record struct Slot(long Series, SeriesResolution Tier, long Start);
}
