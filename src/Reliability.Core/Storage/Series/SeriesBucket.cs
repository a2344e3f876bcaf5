using Reliability.Common.Internal;
using Reliability.Sketches;

namespace Reliability.Storage;

/// <summary>The aggregate of one series in one time bucket. Any two buckets can be merged, in any order.</summary>
/// <remarks>
/// A bucket with a count of zero means that the series was measured and no event occurred. A missing bucket means that no process measured.
/// Sums are kept in units of 10⁻⁷ (100 ns for durations), as integers in a <see cref="double"/>. Addition is exact in any order while
/// sums are below 2⁵³ units (28 years of total duration), and only loses precision beyond that. Counts and sums saturate at the limits
/// of their types.
/// </remarks>
public readonly record struct SeriesBucket
{
    /// <summary>The number of units of <see cref="ScaledSum"/> in one unit of the series (second, point, ...).</summary>
    public const double SumScale = 10_000_000;

    /// <summary>Initializes a new instance of the <see cref="SeriesBucket"/> struct without values.</summary>
    /// <param name="start">The start of the bucket.</param>
    /// <param name="count">The number of events, 0 or more.</param>
    /// <param name="good">The number of good events, from 0 to <paramref name="count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="count"/> is negative, or <paramref name="good"/> is not from 0 to <paramref name="count"/>.
    /// </exception>
    public SeriesBucket(DateTimeOffset start, long count, long good)
    {
        Start = start;
        Count = Check.AtLeast(count, 0);
        Good = Check.Between(good, 0, count);
    }

    /// <summary>Gets the start of the bucket, in UTC.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>Gets the number of events.</summary>
    public long Count { get; }

    /// <summary>Gets the number of good events.</summary>
    public long Good { get; }

    /// <summary>Gets the sum of the values in units of 10⁻⁷.</summary>
    public double ScaledSum { get; init; }

    /// <summary>Gets the minimum value in the unit of the series, or 0 if there are no values.</summary>
    public double Min { get; init; }

    /// <summary>Gets the maximum value in the unit of the series, or 0 if there are no values.</summary>
    public double Max { get; init; }

    /// <summary>Gets the distribution of the values, if the series keeps one and the reader requested it.</summary>
    public QuantileSketch? Sketch { get; init; }

    /// <summary>Gets the sum of the values in the unit of the series.</summary>
    public double Sum => ScaledSum / SumScale;

    /// <summary>Returns this bucket without its sketch.</summary>
    public SeriesBucket WithoutSketch() => Sketch is null ? this : this with { Sketch = null };

    /// <summary>
    /// Returns the sum of two buckets, with the start of this one. Counts and sums saturate at the limits of their types.
    /// </summary>
    /// <param name="other">The bucket to add. Neither bucket changes.</param>
    public SeriesBucket Merge(in SeriesBucket other)
    {
        QuantileSketch? sketch = Sketch ?? other.Sketch;
        if (Sketch is not null && other.Sketch is not null)
        {
            sketch = Sketch.Clone();
            sketch.Merge(other.Sketch);
        }

        return new SeriesBucket(Start, Add(Count, other.Count), Add(Good, other.Good))
        {
            ScaledSum = Add(ScaledSum, other.ScaledSum),
            Min = Count == 0 ? other.Min : other.Count == 0 ? Min : Math.Min(Min, other.Min),
            Max = Count == 0 ? other.Max : other.Count == 0 ? Max : Math.Max(Max, other.Max),
            Sketch = sketch,
        };
    }

    /// <summary>Returns the sum of two counts, at most the largest count.</summary>
    internal static long Add(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    /// <summary>Returns the sum of two sums, within the finite range.</summary>
    internal static double Add(double a, double b) => Math.Clamp(a + b, double.MinValue, double.MaxValue);
}
