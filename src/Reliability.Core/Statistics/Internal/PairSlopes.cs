using System.Buffers;
using System.Numerics;
using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>
/// The slopes of all pairs of points with different positions, of which single ones by rank are selected. Up to a bound, all are kept.
/// Beyond it, the slope is found in expected O(n log n) as by Matoušek (1991) and by Dillencourt, Mount and Netanyahu (1992): an interval
/// of slopes around the rank shrinks to quantiles of a random sample of it. The pairs with a slope in an interval are those whose order
/// differs between the residuals of a line with its lower bound as slope and of one with its upper bound.
/// </summary>
internal sealed class PairSlopes
{
    private const int MaxKeptPoints = 512;
    private const int MaxRounds = 60;

    // The random numbers only decide how fast the interval shrinks.
    private const int Seed = 20260315;

    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double _scaleX;
    private readonly double _scaleY;
    private RankedValues? _all;

    /// <summary>Prepares points that are sorted by position, equal ones by value.</summary>
    public PairSlopes(double[] x, double[] y)
    {
        _scaleX = SeriesInput.ScaleOf(x, nameof(x));
        _scaleY = SeriesInput.ScaleOf(y, nameof(y));
        _scaleX = IsPlain(_scaleX) ? 1 : _scaleX;
        _scaleY = IsPlain(_scaleY) ? 1 : _scaleY;
        double origin = x[0] * _scaleX;
        _x = Array.ConvertAll(x, value => (value * _scaleX) - origin);
        _y = Array.ConvertAll(y, value => value * _scaleY);
        long n = x.Length;
        Count = (n * (n - 1) / 2) - Ties.Of(x).Pairs;
        if (Count == 0)
        {
            throw new ArgumentException(Check.Text($"The positions must not all be equal; all {n} are {x[0]}."), nameof(x));
        }

        _all = n <= MaxKeptPoints ? new RankedValues(All(), (int)Count) : null;
        double upper = Select(Count / 2);
        Median = Count % 2 == 1 ? upper : (Select((Count / 2) - 1) / 2) + (upper / 2);
    }

    /// <summary>Gets the number of pairs.</summary>
    public long Count { get; }

    public double Median { get; }

    /// <summary>Returns the slope with a rank, from 0.</summary>
    public double Select(long rank)
    {
        double slope = (_all?.Select((int)rank) ?? Search(rank)) / _scaleY * _scaleX;
        return double.IsFinite(slope) ? slope : throw SeriesInput.SlopeOutOfRange("y");
    }

    /// <summary>Gives the memory of all slopes back. A slope that is selected afterwards is searched.</summary>
    public void Release()
    {
        _all?.Dispose();
        _all = null;
    }

    private static bool IsPlain(double scale) => scale is > 1e-100 and < 1e100;

    private double Slope(int i, int j) => (_y[j] - _y[i]) / (_x[j] - _x[i]);

    private double[] All()
    {
        double[] slopes = ArrayPool<double>.Shared.Rent((int)Count);
        int at = 0;
        for (int j = 1; j < _x.Length; j++)
        {
            // Positions are sorted, so that those that equal this one are the last before it.
            int end = j;
            while (end > 0 && _x[end - 1] == _x[j])
            {
                end--;
            }

            SlopesTo(j, slopes.AsSpan(at, end));
            at += end;
        }

        return slopes;
    }

    /// <summary>Computes the slopes from the first points to another one.</summary>
    private void SlopesTo(int j, Span<double> slopes)
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var x = new Vector<double>(_x[j]);
            var y = new Vector<double>(_y[j]);
            for (; i <= slopes.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                ((y - new Vector<double>(_y, i)) / (x - new Vector<double>(_x, i))).CopyTo(slopes[i..]);
            }
        }

        for (; i < slopes.Length; i++)
        {
            slopes[i] = Slope(i, j);
        }
    }

    private double Search(long rank)
    {
        int n = _x.Length;
        var random = new Random(Seed);
        var inversions = new Inversions(n);
        double[] ascending = new double[n];
        double[] keys = new double[n];
        double[] sample = new double[n];
        int[] order = [.. Enumerable.Range(0, n)];
        double[] highKeys = Array.ConvertAll(_x, x => -x);
        long below = 0;
        long inside = Count;
        for (int round = 0; round < MaxRounds && inside > 0; round++)
        {
            int drawn = (int)Math.Min(inside, n);
            Draw(inversions, order, highKeys, inside, drawn, random, sample);
            sample.AsSpan(0, drawn).Sort();
            long within = Math.Clamp(rank - below, 0, inside - 1);
            if (drawn == inside)
            {
                return sample[within];
            }

            // Four standard deviations of the rank in the sample.
            double share = (double)within / inside;
            double margin = 1 + (4 * Math.Sqrt(share * (1 - share) * drawn));
            int lowAt = (int)Math.Floor((share * drawn) - margin);
            int highAt = (int)Math.Ceiling((share * drawn) + margin);
            if (lowAt >= 0)
            {
                double low = sample[lowAt];
                (long less, long notGreater) = Around(inversions, low, keys);
                if (rank >= less && rank < notGreater)
                {
                    return low;
                }

                if (rank >= notGreater)
                {
                    below = notGreater;
                    Order(low, ascending, order);
                }
                else
                {
                    highKeys = Residuals(low, new double[n]);
                    highAt = drawn;
                }
            }

            if (highAt < drawn)
            {
                double high = sample[highAt];
                (long less, long notGreater) = Around(inversions, high, keys);
                if (rank >= less && rank < notGreater)
                {
                    return high;
                }

                if (rank < less)
                {
                    highKeys = Residuals(high, new double[n]);
                }
                else
                {
                    below = notGreater;
                    Order(high, ascending, order);
                }
            }

            inside = inversions.Count(order, highKeys);
        }

        // Only rounding is left of the interval.
        return sample[sample.Length / 2];
    }

    private void Draw(
        Inversions inversions, int[] order, double[] highKeys, long inside, int count, Random random, double[] sample)
    {
        long[] ranks = new long[count];
        for (int i = 0; i < count; i++)
        {
            ranks[i] = count == inside ? i : random.NextInt64(inside);
        }

        Array.Sort(ranks);
        var pairs = new (int First, int Second)[count];
        inversions.Pick(order, highKeys, ranks, pairs);
        for (int i = 0; i < count; i++)
        {
            sample[i] = Slope(pairs[i].First, pairs[i].Second);
        }
    }

    /// <summary>Returns the number of slopes below a slope, and of those that are not above it.</summary>
    private (long Less, long NotGreater) Around(Inversions inversions, double slope, double[] keys)
    {
        Residuals(slope, keys);
        long less = inversions.Count(keys);
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = -keys[i];
        }

        // Equal positions ascend in value, so that they would count as greater.
        for (int i = 0; i < keys.Length;)
        {
            int end = i + 1;
            while (end < keys.Length && _x[end] == _x[i])
            {
                end++;
            }

            Array.Reverse(keys, i, end - i);
            i = end;
        }

        return (less, Count - inversions.Count(keys));
    }

    private double[] Residuals(double slope, double[] to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = Math.FusedMultiplyAdd(-slope, _x[i], _y[i]);
        }

        return to;
    }

    /// <summary>Orders the points by their residuals, equal ones by descending position.</summary>
    private void Order(double slope, double[] keys, int[] order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Residuals(slope, keys);
        Array.Sort(keys, order);
        for (int i = 0; i < keys.Length;)
        {
            int end = i + 1;
            while (end < keys.Length && keys[end] == keys[i])
            {
                end++;
            }

            if (end - i > 1)
            {
                order.AsSpan(i, end - i).Sort(static (a, b) => b.CompareTo(a));
            }

            i = end;
        }
    }
}
