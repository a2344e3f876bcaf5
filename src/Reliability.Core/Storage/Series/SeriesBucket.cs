using Reliability.Sketches;

namespace Reliability.Storage;

/// <summary>What happened to one series in one bucket of time. Buckets add up: any two can be merged, in any order.</summary>
/// <remarks>
/// A bucket that exists with a count of zero says "measured, and nothing happened"; a bucket that is missing says
/// "nobody measured". Sums are kept in units of 10⁻⁷ (100 ns for durations), as whole numbers in a
/// <see cref="double"/>, so that adding them is exact in any order while they stay below 2⁵³ units (28 years of summed
/// duration) and only loses precision beyond that. Counts and sums stop at the ends of their types' ranges.
/// </remarks>
public readonly record struct SeriesBucket
{
    /// <summary>How many units of <see cref="ScaledSum"/> make one of the series' own unit (second, point, ...).</summary>
    public const double SumScale = 10_000_000;

    /// <summary>Creates a bucket.</summary>
    /// <param name="start">When the bucket starts.</param>
    /// <param name="count">How many events it holds, 0 or more.</param>
    /// <param name="good">How many of them were good, 0 to <paramref name="count"/>.</param>
    /// <param name="scaledSum">The sum of their values in units of 10⁻⁷.</param>
    /// <param name="min">The least value, 0 when there is none.</param>
    /// <param name="max">The greatest value, 0 when there is none.</param>
    /// <param name="sketch">The distribution of the values, for series that keep one.</param>
    public SeriesBucket(
        DateTimeOffset start,
        long count,
        long good,
        double scaledSum = 0,
        double min = 0,
        double max = 0,
        QuantileSketch? sketch = null)
    {
        Start = start;
        Count = count;
        Good = good;
        ScaledSum = scaledSum;
        Min = min;
        Max = max;
        Sketch = sketch;
    }

    /// <summary>When the bucket starts, in UTC.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>How many events the bucket holds.</summary>
    public long Count { get; }

    /// <summary>How many of the events were good.</summary>
    public long Good { get; }

    /// <summary>The sum of the values in units of 10⁻⁷.</summary>
    public double ScaledSum { get; }

    /// <summary>The least value in the series' own unit; 0 when there are no values.</summary>
    public double Min { get; }

    /// <summary>The greatest value in the series' own unit; 0 when there are no values.</summary>
    public double Max { get; }

    /// <summary>The distribution of the values, when the series keeps one and the reader asked for it.</summary>
    public QuantileSketch? Sketch { get; }

    /// <summary>The sum of the values in the series' own unit.</summary>
    public double Sum => ScaledSum / SumScale;

    internal SeriesBucket WithoutSketch() => Sketch is null ? this : new SeriesBucket(Start, Count, Good, ScaledSum, Min, Max);

    /// <summary>The two buckets as one, at the start of this one. Counts and sums that grow past their range stay at its end.</summary>
    /// <param name="other">The bucket to add; neither bucket is changed.</param>
    public SeriesBucket Merge(in SeriesBucket other)
    {
        QuantileSketch? sketch = Sketch ?? other.Sketch;
        if (Sketch is not null && other.Sketch is not null)
        {
            sketch = Sketch.Clone();
            sketch.Merge(other.Sketch);
        }

        return new SeriesBucket(
            Start,
            Add(Count, other.Count),
            Add(Good, other.Good),
            Math.Clamp(ScaledSum + other.ScaledSum, double.MinValue, double.MaxValue),
            Count == 0 ? other.Min : other.Count == 0 ? Min : Math.Min(Min, other.Min),
            Count == 0 ? other.Max : other.Count == 0 ? Max : Math.Max(Max, other.Max),
            sketch);
    }

    private static long Add(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
