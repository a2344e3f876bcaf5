using System.Numerics.Tensors;

namespace Reliability.Sketches.Internal;

/// <summary>Reads and validates format 2, which <see cref="RiceFormat"/> describes, into memory of the caller.</summary>
internal ref struct RiceReader(ReadOnlySpan<byte> bytes)
{
    // The sum of all counts of a side with so many bits does not overflow.
    private const int MaxSummedWidth = 51;

    private BitReader _bits = new(bytes);
    private int _scale;
    private long _total;

    public (int Scale, long Zero) Header()
    {
        ulong version = _bits.Take(RiceFormat.VersionBits);
        if (version != RiceFormat.Version)
        {
            throw new FormatException($"The sketch has format {version}, not {RiceFormat.Version}.");
        }

        _scale = (int)_bits.Take(RiceFormat.ScaleBits);
        if (_scale > ExponentialIndex.MaxScale)
        {
            throw new FormatException($"The sketch has scale {_scale}; it must be from 0 to {ExponentialIndex.MaxScale}.");
        }

        return (_scale, Count(RiceCode.Take(ref _bits, RiceFormat.ZeroParameter)));
    }

    /// <summary>Reads the next side. Returns the index of its first bucket and the number of its buckets, 0 when it is empty.</summary>
    /// <param name="counts">Receives the counts; it has room for <see cref="SketchBins.MaxLength"/>.</param>
    public (int First, int Length) Side(Span<long> counts)
    {
        var form = (RiceForm)_bits.Take(RiceFormat.FormBits);
        if (form == RiceForm.Empty)
        {
            return (0, 0);
        }

        long first = RiceFormat.UnZigZag(RiceCode.Take(ref _bits, RiceFormat.IndexParameter));
        CheckIndex(first);
        int length = form switch
        {
            RiceForm.Sparse => Sparse(counts, first),
            RiceForm.Dense => Dense(counts, first),
            _ => Packed(counts, first),
        };
        CheckIndex(first + length - 1);
        return ((int)first, length);
    }

    public readonly void End() => _bits.End();

    private static FormatException TooFar(long first, Int128 last) =>
        new($"The sketch has a bucket at {first + last}, outside the range that it can hold.");

    private static void CheckEnds(ReadOnlySpan<long> counts)
    {
        if (counts[0] == 0 || counts[^1] == 0)
        {
            throw new FormatException("The sketch is damaged: a run of buckets starts or ends with an empty one.");
        }
    }

    private static FormatException TooMany() => new($"The sketch counts more than {long.MaxValue} values.");

    private int Sparse(Span<long> counts, long first)
    {
        ulong more = RiceCode.Take(ref _bits, RiceFormat.OccupiedParameter);
        BitReader bits = _bits;
        ulong room = (ulong)(long.MaxValue - _total);
        DecayingMean gapMean = RiceFormat.Gaps();
        DecayingMean countMean = RiceFormat.SparseCounts();
        int length = 0;
        while (true)
        {
            ulong less = RiceCode.Take(ref bits, countMean.Parameter);
            countMean.Add(less);
            if (less >= room)
            {
                throw TooMany();
            }

            room -= less + 1;
            counts[length++] = (long)less + 1;
            if (more-- == 0)
            {
                break;
            }

            ulong gap = RiceCode.Take(ref bits, gapMean.Parameter);
            gapMean.Add(gap);
            if (gap >= (ulong)(SketchBins.MaxLength - length))
            {
                throw TooFar(first, (Int128)length + gap);
            }

            counts.Slice(length, (int)gap).Clear();
            length += (int)gap;
        }

        _bits = bits;
        _total = long.MaxValue - (long)room;
        return length;
    }

    private int Dense(Span<long> counts, long first)
    {
        int length = Length(first);

        // In locals, which the compiler can keep in registers.
        BitReader bits = _bits;
        ulong room = (ulong)(long.MaxValue - _total);
        counts = counts[..length];
        var model = new DenseModel();
        for (int slot = 0; slot < counts.Length; slot++)
        {
            ulong count = model.Count(RiceCode.Take(ref bits, model.Parameter));
            if (count > room)
            {
                throw TooMany();
            }

            room -= count;
            counts[slot] = (long)count;
        }

        _bits = bits;
        _total = long.MaxValue - (long)room;

        CheckEnds(counts);
        return length;
    }

    private int Packed(Span<long> counts, long first)
    {
        int length = Length(first);
        counts = counts[..length];
        if (PackedCounts.Read(ref _bits, counts) <= MaxSummedWidth)
        {
            Count((ulong)TensorPrimitives.Sum<long>(counts));
        }
        else
        {
            foreach (long count in counts)
            {
                Count((ulong)count);
            }
        }

        CheckEnds(counts);
        return length;
    }

    /// <summary>Reads the number of buckets of a run.</summary>
    private int Length(long first)
    {
        ulong last = RiceCode.Take(ref _bits, RiceFormat.LengthParameter);
        return last < SketchBins.MaxLength ? (int)last + 1 : throw TooFar(first, last);
    }

    private readonly void CheckIndex(long index)
    {
        if (index >> _scale is < -1023 or > 1023)
        {
            throw new FormatException($"The sketch has a bucket at {index}, outside the range that it can hold.");
        }
    }

    private long Count(ulong value)
    {
        if (value > (ulong)(long.MaxValue - _total))
        {
            throw TooMany();
        }

        _total += (long)value;
        return (long)value;
    }
}
