using System.Runtime.InteropServices;
using Reliability.Sketches;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Stores the sketches of a batch without decoding those that are stored.</summary>
internal static class SketchAppend
{
    /// <summary>The number of minutes of each series from which on the sketches of a batch become rows.</summary>
    private const int ManyMinutes = 8;

    /// <summary>
    /// Adds the sketches of a batch to the journal. If the batch has many minutes of each series, as that of a replayed log has, those of
    /// buckets without a sketch are stored as they are: these minutes are over, and a fold would only write the same bytes again.
    /// </summary>
    public static void Run(
        SqliteSession session, string storeNamespace, long service, SeriesBatch batch, CancellationToken cancellationToken)
    {
        SeriesBatch rest = HasManyMinutes(batch) ? Insert(session, storeNamespace, batch, cancellationToken) : batch;
        foreach (SketchJournalEntry entry in SketchJournal.Encode(rest))
        {
            session.Prepared(SeriesSql.AddToJournal)
                .Bind("$service", service)
                .Bind("$chunk", entry.Chunk)
                .Bind("$data", entry.Data.ToArray())
                .ExecuteNonQuery();
        }
    }

    private static bool HasManyMinutes(SeriesBatch batch)
    {
        if (batch.Deltas.Count < ManyMinutes)
        {
            return false;
        }

        HashSet<string> series = new(StringComparer.Ordinal);
        long sketches = 0;
        foreach (SeriesDelta delta in batch.Deltas)
        {
            if (delta.Bucket.Sketch is { Count: > 0 })
            {
                sketches++;
                series.Add(delta.Series);
            }
        }

        return sketches > 0 && sketches >= ManyMinutes * series.Count;
    }

    /// <summary>Stores the sketches of buckets that have none, and returns the other ones, a sum for each bucket.</summary>
    private static SeriesBatch Insert(
        SqliteSession session, string storeNamespace, SeriesBatch batch, CancellationToken cancellationToken)
    {
        List<SeriesDelta> rest = [];
        foreach (((string name, SeriesResolution tier, long start), Sum sum) in SumsOf(batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            long series = SeriesAppend.FindOrAddSeries(session, new SeriesKey(storeNamespace, batch.Service, name));
            if (!session.Sketches.TryInsert(series, tier, start, sum.Sketch!))
            {
                rest.Add(new SeriesDelta(name, new SeriesBucket(sum.FirstMinute, 0, 0) { Sketch = sum.Sketch }, tier.ToTiers()));
            }
        }

        return new SeriesBatch(batch.Service, batch.ProducerId, batch.Sequence, rest) { DayZone = batch.DayZone };
    }

    private static Dictionary<(string Series, SeriesResolution Tier, long Start), Sum> SumsOf(SeriesBatch batch)
    {
        var sums = new Dictionary<(string Series, SeriesResolution Tier, long Start), Sum>(batch.Deltas.Count + 64);
        foreach (SeriesDelta delta in batch.Deltas)
        {
            if (delta.Bucket.Sketch is not { Count: > 0 } sketch)
            {
                continue;
            }

            foreach (SeriesResolution tier in SeriesAppend.Tiers)
            {
                if (delta.Tiers.HasFlag(tier.ToTiers()))
                {
                    long start = UnixTime.Of(batch.StartOf(tier, delta.Bucket.Start));
                    CollectionsMarshal.GetValueRefOrAddDefault(sums, (delta.Series, tier, start), out _).Add(sketch, delta.Bucket.Start);
                }
            }
        }

        return sums;
    }

    /// <summary>A sum that copies the first sketch only if there is a second one.</summary>
    private struct Sum
    {
        private bool _isCopy;

        public QuantileSketch? Sketch { get; private set; }

        public DateTimeOffset FirstMinute { get; private set; }

        public void Add(QuantileSketch sketch, DateTimeOffset minute)
        {
            if (Sketch is null)
            {
                (Sketch, FirstMinute) = (sketch, minute);
                return;
            }

            Sketch = _isCopy ? Sketch : Sketch.Clone();
            _isCopy = true;
            Sketch.Merge(sketch);
        }
    }
}
