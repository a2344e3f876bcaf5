using Perfolizer.Mathematics.Cpd;

namespace Reliability.Benchmarks.Trends;

/// <summary>Other searches for shifts. Each returns the indices of the first values of the new levels.</summary>
internal static class ShiftPeers
{
    private const int Minimum = 4;

    /// <summary>ED-PELT (Haynes, Fearnhead and Eckley, 2017) of Perfolizer.</summary>
    public static IReadOnlyList<int> EdPelt(double[] values, int minimumDistance) =>
        [.. EdPeltChangePointDetector.Instance.GetChangePointIndexes(values, minimumDistance).Select(index => index + 1)];

    /// <summary>
    /// PELT with squares as cost (Killick, Fearnhead and Eckley, 2012), without pruning, which changes no result. The variance of the noise
    /// is estimated from the median absolute difference of neighbours, as is usual.
    /// </summary>
    public static IReadOnlyList<int> Pelt(double[] values, double penaltyInVariances)
    {
        int n = values.Length;
        double[] differences = [.. values.Skip(1).Select((value, i) => Math.Abs(value - values[i])).Order()];
        double deviation = 1.4826 / Math.Sqrt(2) * differences[differences.Length / 2];
        double penalty = penaltyInVariances * deviation * deviation;
        double middle = values.Average();
        var sums = new double[n + 1];
        for (int i = 0; i < n; i++)
        {
            sums[i + 1] = sums[i] + values[i] - middle;
        }

        var costs = new double[n + 1];
        var last = new int[n + 1];
        costs[0] = -penalty;
        for (int to = 1; to <= n; to++)
        {
            costs[to] = double.PositiveInfinity;
            for (int from = 0; from <= to - 2; from++)
            {
                // The sum of all squares is common to all partitions and is left out.
                double sum = sums[to] - sums[from];
                double cost = costs[from] - (sum * sum / (to - from)) + penalty;
                (costs[to], last[to]) = cost < costs[to] ? (cost, from) : (costs[to], last[to]);
            }
        }

        var found = new List<int>();
        for (int at = last[n]; at > 0; at = last[at])
        {
            found.Insert(0, at);
        }

        return found;
    }

    /// <summary>
    /// Binary segmentation by the largest t statistic of all changes, with the simulated critical value for a false alarm probability of
    /// 0.01 in 90 white values.
    /// </summary>
    public static IReadOnlyList<int> MaxT(double[] values)
    {
        var found = new List<int>();
        Split(values, 0, values.Length, found);
        found.Sort();
        return found;
    }

    private static void Split(double[] values, int from, int to, List<int> found)
    {
        const double CriticalValue = 3.63;
        int n = to - from;
        if (n < 2 * Minimum)
        {
            return;
        }

        double mean = values.AsSpan(from, n).ToArray().Average();
        double total = 0;
        for (int i = from; i < to; i++)
        {
            total += (values[i] - mean) * (values[i] - mean);
        }

        double sum = 0;
        (double most, int best) = (0, 0);
        for (int i = 1; i <= n - Minimum; i++)
        {
            sum += values[from + i - 1] - mean;
            double squares = sum * sum * n / ((double)i * (n - i));
            (most, best) = i >= Minimum && squares > most ? (squares, i) : (most, best);
        }

        if (most * (n - 2) / (total - most) > CriticalValue * CriticalValue)
        {
            found.Add(from + best);
            Split(values, from, from + best, found);
            Split(values, from + best, to, found);
        }
    }
}
