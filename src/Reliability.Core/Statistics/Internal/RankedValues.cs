using System.Buffers;
using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>
/// Values of which those of a few ranks are sought. One pass counts them in bins whose bounds come from a sample; a selection then looks
/// at the values of one bin. Nothing changes afterwards, so that several threads can select at once.
/// </summary>
internal sealed class RankedValues
{
    private const int Bins = 1024;
    private const int SampleSize = 31;

    private readonly double[] _values;
    private readonly ushort[] _bins;

    /// <summary>The number of values up to and in each bin.</summary>
    private readonly int[] _ends = new int[Bins];

    /// <param name="values">One or more values; none is NaN. They are kept and must not change.</param>
    public RankedValues(double[] values)
    {
        _values = values;
        _bins = new ushort[values.Length];
        (double low, double scale) = RangeOf(values);
        for (int i = 0; i < values.Length; i++)
        {
            // Each step keeps the order, so that no value is in a lower bin than a smaller one.
            double at = Math.Min(Math.Max(((values[i] - low) * scale) + 1, 0), Bins - 1);
            int bin = (int)at;
            _bins[i] = (ushort)bin;
            _ends[bin]++;
        }

        for (int bin = 1; bin < Bins; bin++)
        {
            _ends[bin] += _ends[bin - 1];
        }
    }

    /// <summary>Returns the value with a rank.</summary>
    /// <param name="rank">From 0 to the number of values less 1.</param>
    public double Select(int rank)
    {
        Check.Between(rank, 0, _values.Length - 1);
        int bin = Array.BinarySearch(_ends, rank + 1);
        bin = bin < 0 ? ~bin : Array.IndexOf(_ends, rank + 1);
        int start = bin == 0 ? 0 : _ends[bin - 1];
        double[] members = ArrayPool<double>.Shared.Rent(_ends[bin] - start);
        int count = 0;
        for (int from = 0; _bins.AsSpan(from).IndexOf((ushort)bin) is >= 0 and int next; from += next + 1)
        {
            members[count++] = _values[from + next];
        }

        OrderStatistic.Select(members.AsSpan(0, count), rank - start);
        double found = members[rank - start];
        ArrayPool<double>.Shared.Return(members);
        return found;
    }

    /// <summary>Returns the lower bound of the second bin, and the number of bins in a unit.</summary>
    private static (double Low, double Scale) RangeOf(double[] values)
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
