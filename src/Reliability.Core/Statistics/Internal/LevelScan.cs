using System.Numerics;

namespace Reliability.Statistics.Internal;

/// <summary>
/// Finds the best description of a segment by two levels: one change, or an arc with another level than what surrounds it. The measure is
/// the sum of squares between the levels. Sums are taken from the mean of the segment, so that a large level loses no digits.
/// </summary>
internal sealed class LevelScan(double[] values)
{
    // All lengths of arcs up to this one are tried, longer ones in steps of a sixteenth. The ends are refined later.
    private const int EveryLength = 32;
    private const double Rounding = 1e-28;

    private readonly double[] _sums = new double[values.Length + 1];

    /// <summary>Gets the length of the segment that was scanned last.</summary>
    public int Length { get; private set; }

    /// <summary>Gets the sum of squared differences from the mean of the segment.</summary>
    public double Total { get; private set; }

    /// <summary>Gets the index of the best change, as a distance from the start of the segment.</summary>
    public int Change { get; private set; }

    /// <summary>Gets the sum of squares between the two levels of the best change.</summary>
    public double ChangeSquares { get; private set; }

    public int ArcFrom { get; private set; }

    public int ArcTo { get; private set; }

    public double ArcSquares { get; private set; }

    public void Prepare(int from, int to)
    {
        Length = to - from;
        double mean = 0;
        for (int i = from; i < to; i++)
        {
            mean += values[i];
        }

        mean /= Length;
        double sum = 0;
        double total = 0;
        for (int i = from; i < to; i++)
        {
            double off = values[i] - mean;
            sum += off;
            total += off * off;
            _sums[i - from + 1] = sum;
        }

        // Values lie within 1 of 0, so what is below this is rounding of equal values.
        Total = total <= Rounding * Length ? 0 : total;
    }

    /// <summary>Returns the sum of squares between the levels before and from an index of the segment.</summary>
    public double Squares(int at) => _sums[at] * _sums[at] * Length / ((double)at * (Length - at));

    public void FindChange(int minimum)
    {
        (Change, ChangeSquares) = (0, 0);
        for (int at = minimum; at <= Length - minimum; at++)
        {
            double squares = Squares(at);
            if (squares > ChangeSquares)
            {
                (Change, ChangeSquares) = (at, squares);
            }
        }
    }

    /// <summary>Finds the best arc that has at least the minimum of points before, in and after it.</summary>
    public void FindArc(int minimum)
    {
        (ArcFrom, ArcTo, ArcSquares) = (0, 0, 0);
        for (int length = minimum; length <= Length - (2 * minimum); length += Math.Max(1, (length - EveryLength) / 16))
        {
            int last = Length - minimum - length;
            double weight = Length / ((double)length * (Length - length));
            double least = Math.Sqrt(ArcSquares / weight);
            if (LargestDifference(length, minimum, last) <= least)
            {
                continue;
            }

            for (int from = minimum; from <= last; from++)
            {
                double difference = _sums[from + length] - _sums[from];
                double squares = difference * difference * weight;
                if (squares > ArcSquares)
                {
                    (ArcFrom, ArcTo, ArcSquares) = (from, from + length, squares);
                }
            }
        }
    }

    private double LargestDifference(int length, int first, int last)
    {
        ReadOnlySpan<double> near = _sums.AsSpan(first, last - first + 1);
        ReadOnlySpan<double> far = _sums.AsSpan(first + length, near.Length);
        var largest = Vector<double>.Zero;
        int i = 0;
        for (; i <= near.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            largest = Vector.Max(largest, Vector.Abs(new Vector<double>(far[i..]) - new Vector<double>(near[i..])));
        }

        if (i < near.Length && near.Length >= Vector<double>.Count)
        {
            // The last ones, some of them a second time.
            int end = near.Length - Vector<double>.Count;
            largest = Vector.Max(largest, Vector.Abs(new Vector<double>(far[end..]) - new Vector<double>(near[end..])));
            i = near.Length;
        }

        double result = 0;
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            result = Math.Max(result, largest[lane]);
        }

        for (; i < near.Length; i++)
        {
            result = Math.Max(result, Math.Abs(far[i] - near[i]));
        }

        return result;
    }
}
