using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reliability.Common.Internal;

namespace Reliability.Sketches.Internal;

/// <summary>The counts of one side of a sketch: a dense range of buckets that grows by whole octaves up to a fixed size.</summary>
internal sealed class SketchBins
{
    public const int MaxLength = 2048;
    private const int Page = 64;

    // Whole pages.
    private long[] _counts = [];
    private int _first;

    public ReadOnlySpan<long> Counts => _counts;

    public int First => _first;

    public bool IsEmpty => !_counts.AsSpan().ContainsAnyExcept(0);

    public long Total() => TensorPrimitives.Sum<long>(_counts);

    /// <summary>Returns the number of values in the buckets from an index on.</summary>
    public long TotalFrom(int index)
    {
        long slot = Math.Clamp((long)index - _first, 0, _counts.Length);
        return TensorPrimitives.Sum<long>(_counts.AsSpan((int)slot));
    }

    /// <summary>Sets a bit for each occupied bucket of <see cref="Counts"/>, 64 in a word, and returns the number of them.</summary>
    public int Occupancy(Span<ulong> mask)
    {
        int occupied = 0;
        ref long counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        for (int page = 0; page < _counts.Length; page += Page)
        {
            ulong empty = 0;
            for (int i = 0; i < Page; i += Vector256<long>.Count)
            {
                var some = Vector256.LoadUnsafe(ref counts, (nuint)(page + i));
                empty |= (ulong)Vector256.Equals(some, Vector256<long>.Zero).ExtractMostSignificantBits() << i;
            }

            mask[page / Page] = ~empty;
            occupied += BitOperations.PopCount(~empty);
        }

        return occupied;
    }

    public void Clear() => Array.Clear(_counts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryIncrement(int index)
    {
        long[] counts = _counts;
        int slot = index - _first;
        if ((uint)slot >= (uint)counts.Length)
        {
            return false;
        }

        counts[slot]++;
        return true;
    }

    /// <summary>
    /// Adds one to the bucket of each value, at the finest resolution reduced by <paramref name="steps"/> halvings. All values lie between
    /// <paramref name="min"/> and <paramref name="max"/>, which are normal positive numbers. Returns <see langword="false"/> and adds
    /// nothing if the range would exceed its limit.
    /// </summary>
    public bool TryIncrementAll(ReadOnlySpan<double> values, double min, double max, int steps)
    {
        if (!TryCover(ExponentialIndex.Of(min) >> steps, ExponentialIndex.Of(max) >> steps))
        {
            return false;
        }

        ExponentialIndex.CountInto(_counts, _first, values, steps);
        return true;
    }

    /// <summary>
    /// Adds to one bucket. Returns <see langword="false"/> if the range would exceed its limit, in which case the caller must halve the
    /// resolution first.
    /// </summary>
    public bool TryAdd(int index, long count)
    {
        if (!TryCover(index, index))
        {
            return false;
        }

        _counts[index - _first] += count;
        return true;
    }

    /// <summary>
    /// Adds the counts of a run of buckets, whose resolution is <paramref name="steps"/> halvings finer. Returns <see langword="false"/>
    /// if it does not fit.
    /// </summary>
    public bool TryMerge(ReadOnlySpan<long> counts, int first, int steps)
    {
        int low = counts.IndexOfAnyExcept(0);
        if (low < 0)
        {
            return true;
        }

        int high = counts.LastIndexOfAnyExcept(0);
        if (!TryCover((first + low) >> steps, (first + high) >> steps))
        {
            return false;
        }

        if (steps == 0)
        {
            Span<long> target = _counts.AsSpan(first + low - _first, high - low + 1);
            TensorPrimitives.Add(target, counts.Slice(low, high - low + 1), target);
            return true;
        }

        for (int slot = low; slot <= high; slot++)
        {
            _counts[((first + slot) >> steps) - _first] += counts[slot];
        }

        return true;
    }

    /// <summary>Halves the resolution <paramref name="steps"/> times.</summary>
    public void Reduce(int steps)
    {
        if (_counts.Length == 0)
        {
            return;
        }

        var coarse = new SketchBins();
        coarse.TryMerge(_counts, _first, steps);
        (_counts, _first) = (coarse._counts, coarse._first);
    }

    /// <summary>Returns the index of the bucket that contains the value of a rank, counted from 1 at the smallest value.</summary>
    public int IndexAt(long rank)
    {
        long seen = 0;
        for (int slot = 0; slot < _counts.Length; slot++)
        {
            seen += _counts[slot];
            if (seen >= rank)
            {
                return _first + slot;
            }
        }

        throw Check.OutOfRange(rank, $"The rank must be from 1 to {seen}, the number of values.", nameof(rank));
    }

    /// <summary>Returns the number of values in the buckets that satisfy a condition.</summary>
    public long Sum(Func<int, bool> picks)
    {
        long sum = 0;
        for (int slot = 0; slot < _counts.Length; slot++)
        {
            if (_counts[slot] != 0 && picks(_first + slot))
            {
                sum += _counts[slot];
            }
        }

        return sum;
    }

    /// <summary>Returns the occupied buckets, in ascending order of the index.</summary>
    public IEnumerable<(int Index, long Count)> Occupied()
    {
        for (int slot = 0; slot < _counts.Length; slot++)
        {
            if (_counts[slot] != 0)
            {
                yield return (_first + slot, _counts[slot]);
            }
        }
    }

    private bool TryCover(int low, int high)
    {
        int end = _first + _counts.Length;
        if (_counts.Length > 0 && low >= _first && high < end)
        {
            return true;
        }

        // Only occupied buckets count towards the limit, so the result does not depend on the order of growth.
        int occupiedLow = _counts.AsSpan().IndexOfAnyExcept(0);
        if (occupiedLow >= 0)
        {
            low = Math.Min(low, _first + occupiedLow);
            high = Math.Max(high, _first + _counts.AsSpan().LastIndexOfAnyExcept(0));
        }

        if (high - low >= MaxLength)
        {
            return false;
        }

        // What a sketch covered before it was cleared, it soon covers again.
        if (_counts.Length > 0 && Math.Max(high, end - 1) - Math.Min(low, _first) < MaxLength)
        {
            (low, high) = (Math.Min(low, _first), Math.Max(high, end - 1));
        }

        int first = low & -Page;
        int length = (high - first + Page) & -Page;
        if (length > MaxLength)
        {
            // Whole pages would exceed the limit, and so would accept a bucket that another order of growth rejects.
            (first, length) = (low, MaxLength);
        }

        var grown = new long[length];
        if (occupiedLow >= 0)
        {
            ReadOnlySpan<long> occupied = _counts.AsSpan(occupiedLow..(_counts.AsSpan().LastIndexOfAnyExcept(0) + 1));
            occupied.CopyTo(grown.AsSpan(_first + occupiedLow - first));
        }

        (_counts, _first) = (grown, first);
        return true;
    }
}
