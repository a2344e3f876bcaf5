using Reliability.Common.Internal;
using Reliability.Sketches;

namespace Reliability.Storage;

/// <summary>The aggregate of all buckets of one series in a range of time.</summary>
/// <remarks>The default value is the summary of a range in which nothing was measured.</remarks>
public readonly record struct SeriesSummary
{
    /// <summary>Initializes a new instance of the <see cref="SeriesSummary"/> struct.</summary>
    /// <param name="total">The sum of the buckets. Its start is that of the oldest one.</param>
    /// <param name="bucketCount">The number of buckets, 1 or more.</param>
    /// <param name="newest">The start of the newest bucket, not before the start of <paramref name="total"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bucketCount"/> or <paramref name="newest"/> is too low.</exception>
    public SeriesSummary(in SeriesBucket total, long bucketCount, DateTimeOffset newest)
    {
        Total = total;
        BucketCount = Check.AtLeast(bucketCount, 1);
        Newest = Check.AtLeast(newest, total.Start);
    }

    /// <summary>Gets the sum of the buckets, whose start is that of the oldest one. Without buckets, the default value.</summary>
    public SeriesBucket Total { get; }

    /// <summary>Gets the number of buckets that exist. If it is 0, nothing was measured in the range.</summary>
    public long BucketCount { get; }

    /// <summary>Gets the start of the newest bucket, or <see langword="null"/> without buckets.</summary>
    public DateTimeOffset? Newest { get; }

    /// <summary>Returns the summary of buckets, including that of their sketches if they have any.</summary>
    /// <param name="buckets">The buckets of one series in time order.</param>
    public static SeriesSummary Of(ReadOnlySpan<SeriesBucket> buckets)
    {
        if (buckets.IsEmpty)
        {
            return default;
        }

        // The same as merging the buckets, without a bucket for each intermediate sum.
        ref readonly SeriesBucket first = ref buckets[0];
        (long count, long good, double sum) = (first.Count, first.Good, first.ScaledSum);
        (double min, double max) = (first.Min, first.Max);
        foreach (ref readonly SeriesBucket bucket in buckets[1..])
        {
            if (bucket.Count > 0)
            {
                min = count == 0 ? bucket.Min : Math.Min(min, bucket.Min);
                max = count == 0 ? bucket.Max : Math.Max(max, bucket.Max);
                count = SeriesBucket.Add(count, bucket.Count);
                good = SeriesBucket.Add(good, bucket.Good);
            }

            sum = SeriesBucket.Add(sum, bucket.ScaledSum);
        }

        // Without events, there is no minimum and no maximum.
        SeriesBucket total = count == 0
            ? new SeriesBucket(first.Start, 0, 0) { ScaledSum = sum, Sketch = SketchOf(buckets) }
            : new SeriesBucket(first.Start, count, good) { ScaledSum = sum, Min = min, Max = max, Sketch = SketchOf(buckets) };
        return new SeriesSummary(in total, buckets.Length, buckets[^1].Start);
    }

    private static QuantileSketch? SketchOf(ReadOnlySpan<SeriesBucket> buckets)
    {
        QuantileSketch? sketch = null;
        foreach (ref readonly SeriesBucket bucket in buckets)
        {
            if (bucket.Sketch is { } values)
            {
                (sketch ??= new QuantileSketch()).Merge(values);
            }
        }

        return sketch;
    }
}
