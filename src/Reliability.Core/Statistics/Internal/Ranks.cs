using System.Numerics;

namespace Reliability.Statistics.Internal;

/// <summary>The ranks of values, from 1. Equal values have the mean of their ranks.</summary>
internal static class Ranks
{
    // Comparing all pairs, several at once, is faster than sorting up to here.
    private const int MaxCompared = 256;

    /// <param name="values">The values; none is NaN.</param>
    public static double[] Of(double[] values) =>
        values.Length <= MaxCompared && Vector.IsHardwareAccelerated ? Compared(values) : Sorted(values);

    /// <summary>The rank is the mean of the number of smaller values plus 1 and of the number of those that are not greater.</summary>
    private static double[] Compared(double[] values)
    {
        double[] ranks = new double[values.Length];
        for (int at = 0; at < values.Length; at++)
        {
            double value = values[at];
            var same = new Vector<double>(value);
            var counts = Vector<long>.Zero;
            long rest = 0;
            int i = 0;
            for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                var others = new Vector<double>(values, i);
                counts -= Vector.LessThan(others, same) + Vector.LessThanOrEqual(others, same);
            }

            for (; i < values.Length; i++)
            {
                rest += (values[i] < value ? 1 : 0) + (values[i] <= value ? 1 : 0);
            }

            ranks[at] = (Vector.Sum(counts) + rest + 1) / 2.0;
        }

        return ranks;
    }

    private static double[] Sorted(double[] values)
    {
        double[] sorted = [.. values];
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        double[] ranks = new double[values.Length];
        for (int i = 0; i < sorted.Length;)
        {
            int end = i + 1;
            while (end < sorted.Length && sorted[end] == sorted[i])
            {
                end++;
            }

            for (int k = i; k < end; k++)
            {
                ranks[order[k]] = (i + end + 1) / 2.0;
            }

            i = end;
        }

        return ranks;
    }
}
