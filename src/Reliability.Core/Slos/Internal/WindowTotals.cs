using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The sums over the buckets of a window.</summary>
internal struct WindowTotals
{
    /// <summary>Up to this magnitude, sums of whole numbers are exact in any order.</summary>
    public const double MaxExactSum = 9_007_199_254_740_992;

    private const decimal SumScale = 10_000_000m;

    public long Count;
    public long Good;
    public double ScaledSum;
    public long Buckets;
    public DateTimeOffset? Last;

    /// <summary>
    /// The sum of the values: exact while the store's is, since a cast through <see cref="long"/> keeps all digits; at most ±10²¹.
    /// </summary>
    public readonly decimal Sum =>
        (Math.Abs(ScaledSum) < long.MaxValue ? (decimal)(long)ScaledSum : (decimal)Math.Clamp(ScaledSum, -1e28, 1e28)) / SumScale;

    /// <summary>Whether a bucket that was added can be subtracted again: no count is at its limit, and the sum was never rounded.</summary>
    public readonly bool IsExact => Count < long.MaxValue && Math.Abs(ScaledSum) <= MaxExactSum;

    /// <summary>Adds a bucket. Counts and sums saturate at the limits of their types, as in <see cref="SeriesBucket.Merge"/>.</summary>
    public void Add(in SeriesBucket bucket)
    {
        Count = SeriesBucket.Add(Count, bucket.Count);
        Good = SeriesBucket.Add(Good, bucket.Good);
        ScaledSum = SeriesBucket.Add(ScaledSum, bucket.ScaledSum);
        Buckets++;
        Last = bucket.Start;
    }

    /// <summary>Subtracts a bucket that was added while the totals were exact.</summary>
    public void Remove(in SeriesBucket bucket)
    {
        Count -= bucket.Count;
        Good -= bucket.Good;
        ScaledSum -= bucket.ScaledSum;
        Buckets--;
    }

    /// <summary>The sums of a range that the store has added up.</summary>
    public static WindowTotals Of(in SeriesSummary summary) => new()
    {
        Count = summary.Total.Count,
        Good = summary.Total.Good,
        ScaledSum = summary.Total.ScaledSum,
        Buckets = summary.BucketCount,
        Last = summary.Newest,
    };

    /// <summary>The sums over the buckets that start within a range.</summary>
    public static WindowTotals Over(ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset from, DateTimeOffset to)
    {
        var totals = default(WindowTotals);
        foreach (ref readonly SeriesBucket bucket in buckets)
        {
            if (bucket.Start >= from && bucket.Start < to)
            {
                totals.Add(in bucket);
            }
        }

        return totals;
    }
}
