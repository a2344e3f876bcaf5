using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The sums over the buckets of a window.</summary>
internal struct WindowTotals
{
    private const decimal SumScale = 10_000_000m;

    public long Count;
    public long Good;
    public double ScaledSum;
    public long Buckets;
    public DateTimeOffset? First;
    public DateTimeOffset? Last;

    public readonly decimal Sum => (decimal)ScaledSum / SumScale;

    public void Add(in SeriesBucket bucket)
    {
        Count += bucket.Count;
        Good += bucket.Good;
        ScaledSum += bucket.ScaledSum;
        Buckets++;
        First ??= bucket.Start;
        Last = bucket.Start;
    }

    public void Remove(in SeriesBucket bucket)
    {
        Count -= bucket.Count;
        Good -= bucket.Good;
        ScaledSum -= bucket.ScaledSum;
        Buckets--;
    }

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
