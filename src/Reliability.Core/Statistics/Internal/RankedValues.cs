using System.Buffers;
using System.Runtime.Intrinsics;
using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>
/// Values of which those of a few ranks are sought. One pass counts them in bins whose bounds come from a sample; a selection then looks
/// at the values of one bin. Nothing changes afterwards, so that several threads can select at once.
/// </summary>
internal sealed class RankedValues : IDisposable
{
    private const int Bins = 1024;
    private const int SampleSize = 31;

    // A number of bins plus this one has the number in its last bits, rounded to the nearest.
    private const double Shift = 1L << 52;

    private readonly double[] _values;
    private readonly int _count;
    private readonly ushort[] _bins;

    /// <summary>The number of values up to and in each bin.</summary>
    private readonly int[] _ends = ArrayPool<int>.Shared.Rent(Bins);

    /// <summary>Ranks values in an array of the pool, to which it goes back with the others.</summary>
    /// <param name="values">The array, which must not change.</param>
    /// <param name="count">The number of values, one or more; none is NaN.</param>
    public RankedValues(double[] values, int count)
    {
        _values = values;
        _count = count;
        _bins = ArrayPool<ushort>.Shared.Rent(count);
        Array.Clear(_ends, 0, Bins);
        (double low, double scale) = RangeOf(values.AsSpan(0, count));
        CountIntoBins(values.AsSpan(0, count), _bins, _ends, low, scale);
        for (int bin = 1; bin < Bins; bin++)
        {
            _ends[bin] += _ends[bin - 1];
        }
    }

    /// <summary>Returns the value with a rank.</summary>
    /// <param name="rank">From 0 to the number of values less 1.</param>
    public double Select(int rank)
    {
        Check.Between(rank, 0, _count - 1);
        ReadOnlySpan<int> ends = _ends.AsSpan(0, Bins);
        int bin = ends.BinarySearch(rank + 1);
        bin = bin < 0 ? ~bin : ends.IndexOf(rank + 1);
        int start = bin == 0 ? 0 : _ends[bin - 1];
        double[] members = ArrayPool<double>.Shared.Rent(_ends[bin] - start);
        int count = 0;
        for (int from = 0; _bins.AsSpan(from, _count - from).IndexOf((ushort)bin) is >= 0 and int next; from += next + 1)
        {
            members[count++] = _values[from + next];
        }

        OrderStatistic.Select(members.AsSpan(0, count), rank - start);
        double found = members[rank - start];
        ArrayPool<double>.Shared.Return(members);
        return found;
    }

    /// <summary>Gives the arrays back. Nothing can be selected afterwards.</summary>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_ends);
        ArrayPool<ushort>.Shared.Return(_bins);
        ArrayPool<double>.Shared.Return(_values);
    }

    /// <summary>
    /// Finds the bin of each value. Each step of the computation keeps the order, so that no value is in a lower bin than a smaller one.
    /// </summary>
    private static void CountIntoBins(ReadOnlySpan<double> values, Span<ushort> bins, int[] counts, double low, double scale)
    {
        bins = bins[..values.Length];
        int next = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var lows = Vector256.Create(low);
            var last = Vector256.Create(Bins - 1d);
            for (; next <= values.Length - Vector256<double>.Count; next += Vector256<double>.Count)
            {
                Vector256<double> at = ((Vector256.Create(values.Slice(next, 4)) - lows) * scale) + Vector256<double>.One;
                at = Vector256.MinNative(Vector256.MaxNative(at, Vector256<double>.Zero), last) + Vector256.Create(Shift);
                Vector256<long> bits = at.AsInt64();
                (Vector128<long> front, Vector128<long> back) = (bits.GetLower(), bits.GetUpper());
                counts[bins[next] = (ushort)front[0]]++;
                counts[bins[next + 1] = (ushort)front[1]]++;
                counts[bins[next + 2] = (ushort)back[0]]++;
                counts[bins[next + 3] = (ushort)back[1]]++;
            }
        }

        for (; next < values.Length; next++)
        {
            double at = Math.Min(Math.Max(((values[next] - low) * scale) + 1, 0), Bins - 1) + Shift;
            counts[bins[next] = (ushort)BitConverter.DoubleToInt64Bits(at)]++;
        }
    }

    /// <summary>Returns the lower bound of the second bin, and the number of bins in a unit.</summary>
    private static (double Low, double Scale) RangeOf(ReadOnlySpan<double> values)
    {
        Span<double> sample = stackalloc double[SampleSize];
        for (int i = 0; i < SampleSize; i++)
        {
            sample[i] = values[(int)((long)i * (values.Length - 1) / (SampleSize - 1))];
        }

        sample.Sort();
        double scale = (Bins - 2) / (sample[^2] - sample[1]);
        return (sample[1], double.IsFinite(scale) && scale > 0 ? scale : 1);
    }
}
