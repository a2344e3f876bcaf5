using System.Numerics;
using System.Numerics.Tensors;

namespace Reliability.Sketches.Internal;

/// <summary>
/// One side of a sketch: for speed with packed counts, otherwise in the shorter of the two other forms. It writes the form that
/// is shorter for most sketches like this one, measures the other one, and writes that one instead if it takes fewer bits.
/// </summary>
internal readonly ref struct RiceSide
{
    /// <summary>The number of words of <see cref="SketchBins.MaxLength"/> bits.</summary>
    public const int Words = SketchBins.MaxLength / 64;

    private const int MaxExcess = 4;

    // Both forms of a shorter side are measured quickly.
    private const int MinUnmeasured = 64;

    // All buckets, and a bit for each one that is occupied.
    private readonly ReadOnlySpan<long> _all;
    private readonly ReadOnlySpan<ulong> _mask;
    private readonly int _low;
    private readonly int _first;
    private readonly int _occupied;

    public RiceSide(SketchBins? bins, Span<ulong> mask)
    {
        if (bins is null || (_occupied = bins.Occupancy(mask)) == 0)
        {
            return;
        }

        mask = mask[..(bins.Counts.Length / 64)];
        int word = mask.IndexOfAnyExcept(0UL);
        _low = (word * 64) + BitOperations.TrailingZeroCount(mask[word]);
        word = mask.LastIndexOfAnyExcept(0UL);
        Length = (word * 64) + BitOperations.Log2(mask[word]) + 1 - _low;
        _all = bins.Counts;
        _mask = mask;
        _first = bins.First + _low;
    }

    /// <summary>Gets the number of buckets from the first occupied one to the last.</summary>
    public int Length { get; }

    /// <summary>
    /// Gets the number of bytes that <see cref="Put"/> needs at most. A side that is written in the sparse form first has occupied buckets
    /// in 11 of 20 at most, and two codes for each of them.
    /// </summary>
    public int MaxBytes => (((Length + (Length / 8) + 4) * RiceCode.MaxLength) / 8) + 1;

    /// <summary>
    /// Gets a value indicating whether a bucket has at most two values on average. Then the share of occupied buckets tells the shorter
    /// form, or one that is longer by a few hundredths, and the other form is not measured.
    /// </summary>
    private bool HasFewValues => TensorPrimitives.Sum<long>(_all) is >= 0 and var n && n <= 2L * Length;

    private bool IsProbablySparse => 2 * _occupied <= Length;

    /// <summary>Writes the side.</summary>
    /// <param name="bits">Receives it.</param>
    /// <param name="isFast">Whether packed counts are written unless they take far more bytes.</param>
    public void Put(ref BitWriter bits, bool isFast)
    {
        if (_occupied == 0)
        {
            bits.Put((ulong)RiceForm.Empty, RiceFormat.FormBits);
            return;
        }

        if (isFast && TryPutPacked(ref bits))
        {
            return;
        }

        if (HasFewValues && 20 * _occupied <= 11 * Length)
        {
            PutSparse(ref bits);
            return;
        }

        if (HasFewValues && Length >= MinUnmeasured)
        {
            PutDense(ref bits);
            return;
        }

        BitWriter start = bits;
        if (IsProbablySparse)
        {
            PutSparse(ref bits);
            long taken = bits.Position - start.Position;
            if (DenseBits(taken) < taken)
            {
                bits = start;
                PutDense(ref bits);
            }
        }
        else
        {
            PutDense(ref bits);
            long taken = bits.Position - start.Position;
            if (SparseBits(taken) <= taken)
            {
                bits = start;
                PutSparse(ref bits);
            }
        }
    }

    /// <summary>Writes packed counts, if they take at most four times the bits of the counts themselves.</summary>
    private bool TryPutPacked(ref BitWriter bits)
    {
        ReadOnlySpan<long> counts = _all.Slice(_low, Length);
        long needed = 0;
        foreach (long count in counts)
        {
            needed += 64 - BitOperations.LeadingZeroCount((ulong)count);
        }

        if (PackedCounts.Bits(counts) > MaxExcess * needed)
        {
            return false;
        }

        bits.Put((ulong)RiceForm.Packed, RiceFormat.FormBits);
        RiceCode.Put(ref bits, RiceFormat.ZigZag(_first), RiceFormat.IndexParameter);
        RiceCode.Put(ref bits, (ulong)(Length - 1), RiceFormat.LengthParameter);
        PackedCounts.Write(ref bits, counts);
        return true;
    }

    private void PutSparse(ref BitWriter target)
    {
        // In a local, which the compiler can keep in registers.
        BitWriter bits = target;
        bits.Put((ulong)RiceForm.Sparse, RiceFormat.FormBits);
        RiceCode.Put(ref bits, RiceFormat.ZigZag(_first), RiceFormat.IndexParameter);
        RiceCode.Put(ref bits, (ulong)(_occupied - 1), RiceFormat.OccupiedParameter);
        DecayingMean gaps = RiceFormat.Gaps();
        DecayingMean counts = RiceFormat.SparseCounts();
        int next = _low;
        for (int word = _low / 64; word < _mask.Length; word++)
        {
            for (ulong rest = _mask[word]; rest != 0; rest &= rest - 1)
            {
                int slot = (word * 64) + BitOperations.TrailingZeroCount(rest);
                if (slot != _low)
                {
                    ulong gap = (ulong)(slot - next);
                    RiceCode.Put(ref bits, gap, gaps.Parameter);
                    gaps.Add(gap);
                }

                next = slot + 1;
                ulong more = (ulong)_all[slot] - 1;
                RiceCode.Put(ref bits, more, counts.Parameter);
                counts.Add(more);
            }
        }

        target = bits;
    }

    private void PutDense(ref BitWriter target)
    {
        BitWriter bits = target;
        bits.Put((ulong)RiceForm.Dense, RiceFormat.FormBits);
        RiceCode.Put(ref bits, RiceFormat.ZigZag(_first), RiceFormat.IndexParameter);
        RiceCode.Put(ref bits, (ulong)(Length - 1), RiceFormat.LengthParameter);
        var model = new DenseModel();
        foreach (long count in _all.Slice(_low, Length))
        {
            int k = model.Parameter;
            RiceCode.Put(ref bits, model.Code((ulong)count), k);
        }

        target = bits;
    }

    /// <summary>Returns the number of bits of the sparse form, or a number above <paramref name="limit"/> if it is above.</summary>
    private long SparseBits(long limit)
    {
        DecayingMean gaps = RiceFormat.Gaps();
        DecayingMean counts = RiceFormat.SparseCounts();
        long bits = StartBits() + RiceCode.Length((ulong)(_occupied - 1), RiceFormat.OccupiedParameter);
        int next = _low;
        for (int word = _low / 64; word < _mask.Length && bits <= limit; word++)
        {
            for (ulong rest = _mask[word]; rest != 0; rest &= rest - 1)
            {
                int slot = (word * 64) + BitOperations.TrailingZeroCount(rest);
                if (slot != _low)
                {
                    ulong gap = (ulong)(slot - next);
                    bits += RiceCode.Length(gap, gaps.Parameter);
                    gaps.Add(gap);
                }

                next = slot + 1;
                ulong more = (ulong)_all[slot] - 1;
                bits += RiceCode.Length(more, counts.Parameter);
                counts.Add(more);
            }
        }

        return bits;
    }

    /// <summary>Returns the number of bits of the dense form, or a number of at least <paramref name="limit"/> if it is not less.</summary>
    private long DenseBits(long limit)
    {
        // A bucket takes a bit or more, so often the answer is known. What is left over is checked from time to time.
        long bits = StartBits() + RiceCode.Length((ulong)(Length - 1), RiceFormat.LengthParameter) + Length;
        var model = new DenseModel();
        ReadOnlySpan<long> rest = _all.Slice(_low, Length);
        while (bits < limit && !rest.IsEmpty)
        {
            ReadOnlySpan<long> some = rest[..Math.Min(64, rest.Length)];
            foreach (long count in some)
            {
                int k = model.Parameter;
                bits += RiceCode.Length(model.Code((ulong)count), k) - 1;
            }

            rest = rest[some.Length..];
        }

        return bits;
    }

    private long StartBits() =>
        RiceFormat.FormBits + RiceCode.Length(RiceFormat.ZigZag(_first), RiceFormat.IndexParameter);
}
