using System.Runtime.InteropServices;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// A batch as columns: its series by name, and one row for each bucket of each tier, however many deltas it takes.
/// </summary>
internal sealed class SeriesRows
{
    private SeriesRows(int series, int rows)
    {
        Names = new string[series];
        Series = new int[rows];
        Tiers = new short[rows];
        Starts = new DateTime[rows];
        Counts = new long[rows];
        Goods = new long[rows];
        Sums = new double[rows];
        Mins = new double[rows];
        Maxes = new double[rows];
        Sketches = new string?[rows];
    }

    /// <summary>The newest minute; <see langword="null"/> when the batch has none.</summary>
    public DateTime? Newest { get; private set; }

    /// <summary>The series, each once.</summary>
    public string[] Names { get; }

    /// <summary>The place of each row's series in <see cref="Names"/>, from 1.</summary>
    public int[] Series { get; }

    public short[] Tiers { get; }

    public DateTime[] Starts { get; }

    public long[] Counts { get; }

    public long[] Goods { get; }

    public double[] Sums { get; }

    public double[] Mins { get; }

    public double[] Maxes { get; }

    public string?[] Sketches { get; }

    public static SeriesRows Of(SeriesBatch batch)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        Dictionary<Slot, SeriesBucket> buckets = [];
        DateTime? newest = null;
        foreach (SeriesDelta delta in batch.Deltas)
        {
            DateTime start = Timestamp.Of(delta.Bucket.Start);
            newest = newest > start ? newest : start;
            if (!places.TryGetValue(delta.Series, out int place))
            {
                places.Add(delta.Series, place = places.Count + 1);
            }

            if (delta.Tiers.HasFlag(SeriesTiers.Minute))
            {
                Add(buckets, new Slot(place, SeriesResolution.Minute, start), delta.Bucket);
            }

            if (delta.Tiers.HasFlag(SeriesTiers.Hour))
            {
                Add(buckets, new Slot(place, SeriesResolution.Hour, Timestamp.Of(SeriesResolution.Hour.StartOf(delta.Bucket.Start))), delta.Bucket);
            }
        }

        var rows = new SeriesRows(places.Count, buckets.Count) { Newest = newest };
        foreach ((string name, int place) in places)
        {
            rows.Names[place - 1] = name;
        }

        int index = 0;
        foreach ((Slot slot, SeriesBucket bucket) in buckets)
        {
            rows.Set(index++, slot, bucket);
        }

        return rows;
    }

    private static void Add(Dictionary<Slot, SeriesBucket> buckets, Slot slot, in SeriesBucket bucket)
    {
        ref SeriesBucket sum = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, slot, out bool exists);
        sum = exists ? sum.Merge(bucket) : bucket;
    }

    private void Set(int index, Slot slot, in SeriesBucket bucket)
    {
        Series[index] = slot.Series;
        Tiers[index] = (short)slot.Tier;
        Starts[index] = slot.Start;
        Counts[index] = bucket.Count;
        Goods[index] = bucket.Good;
        Sums[index] = bucket.ScaledSum;
        Mins[index] = bucket.Min;
        Maxes[index] = bucket.Max;
        Sketches[index] = bucket.Sketch is null ? null : SketchArray.Write(bucket.Sketch);
    }

    /// <summary>A row of the bucket table.</summary>
    private readonly record struct Slot(int Series, SeriesResolution Tier, DateTime Start);
}
