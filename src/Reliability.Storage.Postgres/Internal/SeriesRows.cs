using System.Runtime.InteropServices;
using System.Text;
using Slot = (Reliability.Storage.SeriesResolution Tier, System.DateTime Start);

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// A batch as columns: its series by name, and one row for each bucket of each tier, however many deltas it takes. Rows are in the
/// order of service, name, tier and start, in which everybody locks them, so that no two wait for each other.
/// </summary>
internal sealed class SeriesRows
{
    private static readonly Comparer<byte[]> Utf8Bytes = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));

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
        Dictionary<string, SortedDictionary<Slot, SeriesBucket>> series = new(StringComparer.Ordinal);
        DateTime? newest = null;
        foreach (SeriesDelta delta in batch.Deltas)
        {
            DateTime start = Timestamp.Of(delta.Bucket.Start);
            newest = newest > start ? newest : start;
            ref SortedDictionary<Slot, SeriesBucket>? buckets = ref CollectionsMarshal.GetValueRefOrAddDefault(series, delta.Series, out _);
            buckets ??= [];
            if (delta.Tiers.HasFlag(SeriesTiers.Minute))
            {
                Add(buckets, (SeriesResolution.Minute, start), delta.Bucket);
            }

            if (delta.Tiers.HasFlag(SeriesTiers.Hour))
            {
                Add(buckets, (SeriesResolution.Hour, Timestamp.Of(SeriesResolution.Hour.StartOf(delta.Bucket.Start))), delta.Bucket);
            }
        }

        var rows = new SeriesRows(series.Count, series.Values.Sum(buckets => buckets.Count)) { Newest = newest };
        int place = 0;
        int row = 0;
        foreach ((string name, SortedDictionary<Slot, SeriesBucket> buckets) in series.OrderBy(one => Encoding.UTF8.GetBytes(one.Key), Utf8Bytes))
        {
            rows.Names[place++] = name;
            foreach ((Slot slot, SeriesBucket bucket) in buckets)
            {
                rows.Set(row++, place, slot, bucket);
            }
        }

        return rows;
    }

    private static void Add(SortedDictionary<Slot, SeriesBucket> buckets, Slot slot, in SeriesBucket bucket) =>
        buckets[slot] = buckets.TryGetValue(slot, out SeriesBucket sum) ? sum.Merge(bucket) : bucket;

    private void Set(int index, int place, Slot slot, in SeriesBucket bucket)
    {
        Series[index] = place;
        Tiers[index] = (short)slot.Tier;
        Starts[index] = slot.Start;
        Counts[index] = bucket.Count;
        Goods[index] = bucket.Good;
        Sums[index] = bucket.ScaledSum;
        Mins[index] = bucket.Min;
        Maxes[index] = bucket.Max;
        Sketches[index] = bucket.Sketch is null ? null : SketchArray.Write(bucket.Sketch);
    }
}
