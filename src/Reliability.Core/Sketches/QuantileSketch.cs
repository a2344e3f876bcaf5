using Reliability.Sketches.Internal;

namespace Reliability.Sketches;

/// <summary>
/// A mergeable picture of a distribution that answers quantiles within a guaranteed relative error: a base-2
/// exponential histogram in the layout of OpenTelemetry, at scale 6.
/// </summary>
/// <remarks>
/// <para>Bucket <c>i</c> holds the values in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale); a quantile is answered by the point of
/// its bucket whose relative distance to both ends is the same, (b - 1) / (b + 1): 0.54 % at scale 6.</para>
/// <para>Each side (positive, negative) keeps at most 2,048 buckets, 32 octaves at scale 6: a microsecond to an hour. Wider data
/// halves the resolution, step by step, as <see cref="RelativeError"/> then tells. Merging is exact and gives the
/// same bytes in any order. Not safe for concurrent use.</para>
/// <para>Source: OpenTelemetry metrics data model, exponential histogram; Masson, Rim and Lee, "DDSketch", VLDB 2019,
/// for the guarantee.</para>
/// </remarks>
public sealed class QuantileSketch
{
    private readonly SketchBins _positive = new();
    private SketchBins? _negative;
    private long _zero;
    private int _scale = ExponentialIndex.MaxScale;

    /// <summary>How many values the sketch holds.</summary>
    public long Count => _zero + _positive.Total() + (_negative?.Total() ?? 0);

    /// <summary>The largest relative error of a quantile at the sketch's present resolution: 0.0054 unless the data spans more than 32 octaves.</summary>
    public double RelativeError
    {
        get
        {
            double b = ExponentialIndex.Base(_scale);
            return (b - 1) / (b + 1);
        }
    }

    /// <summary>The resolution, 0 to 6: bucket <c>i</c> holds the values in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale).</summary>
    public int Scale => _scale;

    /// <summary>How many values were zero, or too small to be told from it.</summary>
    public long ZeroCount => _zero;

    /// <summary>The occupied bins, negative ones first, each side by rising index. For stores that merge sketches themselves.</summary>
    public IEnumerable<QuantileSketchBin> Bins =>
        (_negative?.Occupied() ?? []).Select(bin => new QuantileSketchBin(isNegative: true, bin.Index, bin.Count))
        .Concat(_positive.Occupied().Select(bin => new QuantileSketchBin(isNegative: false, bin.Index, bin.Count)));

    /// <summary>Adds a value. Allocates only when the value widens the range seen so far.</summary>
    /// <param name="value">Any finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    public void Add(double value)
    {
        if (value >= ExponentialIndex.SmallestNormal && value <= double.MaxValue)
        {
            if (!_positive.TryIncrement(ExponentialIndex.Of(value) >> (ExponentialIndex.MaxScale - _scale)))
            {
                Widen(_positive, value, 1);
            }
        }
        else
        {
            Add(value, 1);
        }
    }

    /// <summary>Adds a value several times.</summary>
    /// <param name="value">Any finite number.</param>
    /// <param name="count">How many times, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite, or <paramref name="count"/> is negative.</exception>
    public void Add(double value, long count)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A sketch holds finite numbers only.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
        {
            return;
        }

        double magnitude = Math.Abs(value);
        if (magnitude < ExponentialIndex.SmallestNormal)
        {
            _zero += count;
        }
        else
        {
            Widen(value > 0 ? _positive : _negative ??= new SketchBins(), magnitude, count);
        }
    }

    /// <summary>Adds everything that another sketch holds.</summary>
    /// <param name="other">The other sketch; it is not changed.</param>
    public void Merge(QuantileSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _zero += other._zero;
        if (other._scale < _scale)
        {
            ReduceTo(other._scale);
        }

        MergeSide(_positive, other._positive, other._scale);
        if (other._negative is { } negative)
        {
            MergeSide(_negative ??= new SketchBins(), negative, other._scale);
        }
    }

    /// <summary>The value below or at which a share <paramref name="q"/> of all values lies, by nearest rank (rank ⌈q·n⌉).</summary>
    /// <param name="q">The share, 0 to 1: 0.95 asks for the 95th percentile.</param>
    /// <returns>The value, within <see cref="RelativeError"/>; <see langword="null"/> when the sketch is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is outside 0 to 1.</exception>
    public double? Quantile(double q)
    {
        if (!(q >= 0 && q <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile is a share from 0 to 1.");
        }

        long n = Count;
        if (n == 0)
        {
            return null;
        }

        long rank = Math.Clamp((long)Math.Ceiling(q * n), 1, n);
        long negatives = _negative?.Total() ?? 0;
        if (rank <= negatives)
        {
            return -ExponentialIndex.Middle(_negative!.IndexAt(negatives - rank + 1), _scale);
        }

        rank -= negatives;
        return rank <= _zero ? 0 : ExponentialIndex.Middle(_positive.IndexAt(rank - _zero), _scale);
    }

    /// <summary>How many values lie above a limit, judged as <see cref="Quantile"/> answers them. Such counts add up over sketches.</summary>
    /// <param name="limit">Any finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is NaN or infinite.</exception>
    public long CountAbove(double limit)
    {
        if (!double.IsFinite(limit))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit is a finite number.");
        }

        long above = 0;
        if (limit < 0)
        {
            above = _zero + (_negative?.Sum(index => -ExponentialIndex.Middle(index, _scale) > limit) ?? 0);
        }

        return above + _positive.Sum(index => ExponentialIndex.Middle(index, _scale) > limit);
    }

    /// <summary>Forgets all values and keeps the memory.</summary>
    public void Clear()
    {
        _positive.Clear();
        _negative?.Clear();
        _zero = 0;
        _scale = ExponentialIndex.MaxScale;
    }

    /// <summary>A copy that shares nothing with this sketch.</summary>
    public QuantileSketch Clone()
    {
        var copy = new QuantileSketch();
        copy.Merge(this);
        return copy;
    }

    /// <summary>The sketch as bytes: a version, the scale, and the occupied buckets as variable-length differences.</summary>
    public byte[] ToBytes()
    {
        var writer = new SketchWriter();
        writer.Header(_scale, _zero);
        writer.Side(_positive);
        writer.Side(_negative);
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote, in this or any earlier release.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="FormatException">The bytes are cut, damaged or of a later version.</exception>
    public static QuantileSketch FromBytes(ReadOnlySpan<byte> bytes)
    {
        var sketch = new QuantileSketch();
        var reader = new SketchReader(bytes);
        (sketch._scale, sketch._zero) = reader.Header();
        reader.Side(sketch._positive);
        var negative = new SketchBins();
        reader.Side(negative);
        reader.End();
        sketch._negative = negative.IsEmpty ? null : negative;
        return sketch;
    }

    /// <summary>Puts a sketch together from what <see cref="Scale"/>, <see cref="ZeroCount"/> and <see cref="Bins"/> told.</summary>
    /// <param name="scale">The resolution, 0 to 6.</param>
    /// <param name="zeroCount">How many values were zero.</param>
    /// <param name="bins">The bins, in any order; bins of the same place add up.</param>
    /// <exception cref="FormatException">The scale, an index or a count is outside its range, or the bins of a side lie further apart than a sketch can hold.</exception>
    public static QuantileSketch FromBins(int scale, long zeroCount, IEnumerable<QuantileSketchBin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        if (scale is < 0 or > ExponentialIndex.MaxScale || zeroCount < 0)
        {
            throw new FormatException($"A sketch has a scale of 0 to {ExponentialIndex.MaxScale} and counts from 0; this has scale {scale} and {zeroCount} zeros.");
        }

        var sketch = new QuantileSketch { _scale = scale, _zero = zeroCount };
        long room = long.MaxValue - zeroCount;
        foreach (QuantileSketchBin bin in bins)
        {
            if (bin.Count > room)
            {
                throw new FormatException($"The sketch has more than {long.MaxValue} values.");
            }

            room -= Math.Max(0, bin.Count);
            SketchBins side = bin.IsNegative ? sketch._negative ??= new SketchBins() : sketch._positive;
            if (bin.Count < 0 || bin.Index >> scale is < -1023 or > 1023 || !side.TryAdd(bin.Index, bin.Count))
            {
                throw new FormatException($"The sketch has {bin.Count} values in the bin at {bin.Index}, outside the range that it can hold.");
            }
        }

        return sketch;
    }

    private void Widen(SketchBins side, double magnitude, long count)
    {
        int finest = ExponentialIndex.Of(magnitude);
        while (!side.TryAdd(finest >> (ExponentialIndex.MaxScale - _scale), count))
        {
            ReduceTo(_scale - 1);
        }
    }

    private void MergeSide(SketchBins side, SketchBins other, int otherScale)
    {
        while (!side.TryMerge(other, otherScale - _scale))
        {
            ReduceTo(_scale - 1);
        }
    }

    private void ReduceTo(int scale)
    {
        _positive.Reduce(_scale - scale);
        _negative?.Reduce(_scale - scale);
        _scale = scale;
    }
}
