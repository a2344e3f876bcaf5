using System.Buffers;
using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Sketches.Internal;

namespace Reliability.Sketches;

/// <summary>
/// A mergeable sketch of a distribution that computes quantiles within a guaranteed relative error: a base-2 exponential histogram in the
/// layout of OpenTelemetry, at scale 6.
/// </summary>
/// <remarks>
/// <para>Bucket <c>i</c> contains the values in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale). A quantile is reported as the point of its bucket
/// with the same relative distance to both ends, (b - 1) / (b + 1), which is 0.54 % at scale 6.</para>
/// <para>Each side (positive, negative) keeps at most 2,048 buckets, which are 32 octaves at scale 6: a microsecond to an hour. Wider data
/// halves the resolution, step by step, and <see cref="RelativeError"/> reports the result. Merging is exact and gives the same bytes in
/// any order. This class is not safe for concurrent use.</para>
/// <para>Source: OpenTelemetry metrics data model, exponential histogram; Masson, Rim and Lee, "DDSketch", VLDB 2019, for the
/// guarantee.</para>
/// </remarks>
public sealed class QuantileSketch
{
    // The counts of the sketch that this thread decodes.
    [ThreadStatic]
    private static long[]? t_decoded;

    private readonly SketchBins _positive = new();
    private SketchBins? _negative;
    private long _zero;
    private int _scale = ExponentialIndex.MaxScale;

    /// <summary>Gets the number of values.</summary>
    public long Count => _zero + _positive.Total() + (_negative?.Total() ?? 0);

    /// <summary>
    /// Gets the maximum relative error of a quantile at the current resolution of the sketch: 0.0054 unless the data spans more than 32
    /// octaves.
    /// </summary>
    public double RelativeError
    {
        get
        {
            double b = ExponentialIndex.Base(_scale);
            return (b - 1) / (b + 1);
        }
    }

    /// <summary>Gets the resolution, from 0 to 6: bucket <c>i</c> contains the values in (bⁱ, bⁱ⁺¹] with b = 2^(2^-scale).</summary>
    public int Scale => _scale;

    /// <summary>Gets the number of values that are zero or too small to be distinguished from it.</summary>
    public long ZeroCount => _zero;

    /// <summary>
    /// Gets the occupied bins, negative ones first, each side in ascending order of the index. Stores that merge sketches themselves use
    /// it.
    /// </summary>
    public IEnumerable<QuantileSketchBin> Bins =>
        (_negative?.Occupied() ?? []).Select(bin => new QuantileSketchBin(isNegative: true, bin.Index, bin.Count))
        .Concat(_positive.Occupied().Select(bin => new QuantileSketchBin(isNegative: false, bin.Index, bin.Count)));

    /// <summary>Adds a value. It allocates only if the value widens the range of the values so far.</summary>
    /// <param name="value">Any finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        if (ExponentialIndex.Has(value))
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

    /// <summary>Adds values, with the same result as <see cref="Add(double)"/> for each of them.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <param name="min">The smallest one.</param>
    /// <param name="max">The largest one.</param>
    internal void AddAll(ReadOnlySpan<double> values, double min, double max)
    {
        if (min >= ExponentialIndex.MinNormal
            && _positive.TryIncrementAll(values, min, max, ExponentialIndex.MaxScale - _scale))
        {
            return;
        }

        foreach (double value in values)
        {
            Add(value);
        }
    }

    /// <summary>Adds a value several times.</summary>
    /// <param name="value">Any finite number.</param>
    /// <param name="count">The number of times, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="value"/> is NaN or infinite, or <paramref name="count"/> is negative.
    /// </exception>
    public void Add(double value, long count)
    {
        if (!double.IsFinite(value))
        {
            throw Check.OutOfRange(value, "The value must be a finite number.", nameof(value));
        }

        Check.AtLeast(count, 0);
        if (count == 0)
        {
            return;
        }

        double magnitude = Math.Abs(value);
        if (magnitude < ExponentialIndex.MinNormal)
        {
            _zero += count;
        }
        else
        {
            Widen(value > 0 ? _positive : _negative ??= new SketchBins(), magnitude, count);
        }
    }

    /// <summary>Adds all values of another sketch.</summary>
    /// <param name="other">The other sketch, which does not change.</param>
    public void Merge(QuantileSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _zero += other._zero;
        if (other._scale < _scale)
        {
            ReduceTo(other._scale);
        }

        MergeSide(_positive, other._positive.Counts, other._positive.First, other._scale);
        if (other._negative is { } negative)
        {
            MergeSide(_negative ??= new SketchBins(), negative.Counts, negative.First, other._scale);
        }
    }

    /// <summary>
    /// Returns the value at or below which a share <paramref name="q"/> of all values lies, by nearest rank (rank ⌈q·n⌉).
    /// </summary>
    /// <param name="q">The share, from 0 to 1: 0.95 is the 95th percentile.</param>
    /// <returns>The value, within <see cref="RelativeError"/>, or <see langword="null"/> if the sketch is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is not from 0 to 1.</exception>
    public double? Quantile(double q)
    {
        if (!(q >= 0 && q <= 1))
        {
            throw Check.OutOfRange(q, "The quantile must be from 0 to 1.", nameof(q));
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

    /// <summary>
    /// Returns the number of values above a limit, where each value counts as <see cref="Quantile"/> reports it. Such counts can be added
    /// over sketches.
    /// </summary>
    /// <param name="limit">Any finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is NaN or infinite.</exception>
    public long CountAbove(double limit)
    {
        if (!double.IsFinite(limit))
        {
            throw Check.OutOfRange(limit, "The limit must be a finite number.", nameof(limit));
        }

        long above = 0;
        if (limit < 0)
        {
            above = _zero + (_negative?.Sum(index => -ExponentialIndex.Middle(index, _scale) > limit) ?? 0);
        }

        return above + _positive.TotalFrom(ExponentialIndex.FirstAbove(limit, _scale));
    }

    /// <summary>Removes all values and keeps the memory.</summary>
    public void Clear()
    {
        _positive.Clear();
        _negative?.Clear();
        _zero = 0;
        _scale = ExponentialIndex.MaxScale;
    }

    /// <summary>Returns a copy that shares no memory with this sketch.</summary>
    public QuantileSketch Clone()
    {
        var copy = new QuantileSketch();
        copy.Merge(this);
        return copy;
    }

    /// <summary>
    /// Returns the sketch as bytes in format 2: a version, the scale, and the counts of the buckets as Golomb-Rice codes. Equal sketches
    /// give equal bytes.
    /// </summary>
    public byte[] ToBytes() => RiceWriter.Write(_scale, _zero, _positive, _negative, isFast: false).ToArray();

    /// <summary>
    /// Returns the sketch as bytes that <see cref="MergeBytes"/> and <see cref="FromBytes"/> read many times as fast as those of
    /// <see cref="ToBytes"/>: format 2 with counts in groups of one width. They take about a fifth more space. Where they would take far
    /// more, they are those of <see cref="ToBytes"/>. Equal sketches give equal bytes.
    /// </summary>
    public byte[] ToFastBytes() => RiceWriter.Write(_scale, _zero, _positive, _negative, isFast: true).ToArray();

    /// <summary>
    /// Reads a sketch in any format that this or an earlier release writes: format 2 of <see cref="ToBytes"/>, and format 1, in which the
    /// occupied buckets are variable-length differences.
    /// </summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="FormatException">The bytes are truncated, damaged or of a later version.</exception>
    public static QuantileSketch FromBytes(ReadOnlySpan<byte> bytes)
    {
        var sketch = new QuantileSketch();
        if (bytes is [RiceFormat.Version, ..])
        {
            sketch.MergeBytes(bytes);
            return sketch;
        }

        var reader = new SketchReader(bytes);
        (sketch._scale, sketch._zero) = reader.Header();
        reader.Side(sketch._positive);
        var negative = new SketchBins();
        reader.Side(negative);
        reader.End();
        sketch._negative = negative.IsEmpty ? null : negative;
        return sketch;
    }

    /// <summary>Creates a sketch from the values of <see cref="Scale"/>, <see cref="ZeroCount"/> and <see cref="Bins"/>.</summary>
    /// <param name="scale">The resolution, from 0 to 6.</param>
    /// <param name="zeroCount">The number of values that are zero.</param>
    /// <param name="bins">The bins, in any order. Bins with the same index are added.</param>
    /// <exception cref="FormatException">
    /// The scale, an index or a count is outside its range, or the bins of a side span more than a sketch can hold.
    /// </exception>
    public static QuantileSketch FromBins(int scale, long zeroCount, IEnumerable<QuantileSketchBin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        if (scale is < 0 or > ExponentialIndex.MaxScale || zeroCount < 0)
        {
            throw new FormatException(
                $"A sketch must have a scale from 0 to {ExponentialIndex.MaxScale} and counts of 0 or more; "
                + $"this one has scale {scale} and {zeroCount} zeros.");
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
                throw new FormatException(
                    $"The sketch has {bin.Count} values in the bin at {bin.Index}, outside the range that it can hold.");
            }
        }

        return sketch;
    }

    /// <summary>
    /// Writes the bytes of <see cref="ToBytes"/>, which are a quarter to a half of those of format 1. It allocates nothing itself.
    /// </summary>
    /// <param name="writer">Receives the bytes.</param>
    internal void WriteCompact(IBufferWriter<byte> writer) =>
        writer.Write(RiceWriter.Write(_scale, _zero, _positive, _negative, isFast: false));

    /// <summary>
    /// Adds all values of an encoded sketch, as <see cref="Merge"/> adds those of <see cref="FromBytes"/>. In format 2 it allocates only if
    /// the values widen the range of this sketch.
    /// </summary>
    /// <param name="bytes">The bytes. They are validated to their end before this sketch changes.</param>
    /// <exception cref="FormatException">The bytes are truncated, damaged or of a later version. This sketch has not changed.</exception>
    public void MergeBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [RiceFormat.Version, ..])
        {
            Merge(FromBytes(bytes));
            return;
        }

        Span<long> decoded = t_decoded ??= new long[2 * SketchBins.MaxLength];
        var reader = new RiceReader(bytes);
        (int scale, long zero) = reader.Header();
        (int first, int length) = reader.Side(decoded);
        (int negativeFirst, int negativeLength) = reader.Side(decoded[length..]);
        reader.End();

        _zero += zero;
        if (scale < _scale)
        {
            ReduceTo(scale);
        }

        MergeSide(_positive, decoded[..length], first, scale);
        if (negativeLength > 0)
        {
            MergeSide(_negative ??= new SketchBins(), decoded.Slice(length, negativeLength), negativeFirst, scale);
        }
    }

    private void Widen(SketchBins side, double magnitude, long count)
    {
        int finest = ExponentialIndex.Of(magnitude);
        while (!side.TryAdd(finest >> (ExponentialIndex.MaxScale - _scale), count))
        {
            ReduceTo(_scale - 1);
        }
    }

    private void MergeSide(SketchBins side, ReadOnlySpan<long> counts, int first, int scale)
    {
        while (!side.TryMerge(counts, first, scale - _scale))
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
