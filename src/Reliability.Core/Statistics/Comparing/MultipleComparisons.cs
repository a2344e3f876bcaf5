using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>Adjusts the p-values of several tests, so that each can be held against the one risk for all. Pure functions; the order is kept.</summary>
public static class MultipleComparisons
{
    /// <summary>Holm's step-down adjustment: at most the risk of one or more false alarms, under any dependence. S. Holm (1979).</summary>
    /// <param name="pValues">The p-values, each 0 to 1.</param>
    /// <returns>As many adjusted p-values in the same order, each at least its own p-value and at most 1; equal ones for equal p-values.</returns>
    /// <exception cref="ArgumentException">A p-value is not from 0 to 1.</exception>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> pValues)
    {
        int[] order = Ascending(pValues);
        double[] adjusted = new double[order.Length];
        double least = 0;
        for (int rank = 0; rank < order.Length; rank++)
        {
            least = Math.Max(least, Math.Min(1, pValues[order[rank]] * (order.Length - rank)));
            adjusted[order[rank]] = least;
        }

        return adjusted;
    }

    /// <summary>
    /// Benjamini and Hochberg's step-up adjustment: at most the risk as the expected share of false alarms among all alarms, for tests that
    /// are independent or positively dependent. Y. Benjamini and Y. Hochberg (1995).
    /// </summary>
    /// <param name="pValues">The p-values, each 0 to 1.</param>
    /// <returns>As many adjusted p-values in the same order, each at least its own p-value and at most 1; equal ones for equal p-values.</returns>
    /// <exception cref="ArgumentException">A p-value is not from 0 to 1.</exception>
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        int[] order = Ascending(pValues);
        double[] adjusted = new double[order.Length];
        double most = 1;
        for (int rank = order.Length - 1; rank >= 0; rank--)
        {
            // The ratio is at least 1, so that rounding cannot take the result below the p-value.
            most = Math.Min(most, pValues[order[rank]] * ((double)order.Length / (rank + 1)));
            adjusted[order[rank]] = most;
        }

        return adjusted;
    }

    private static int[] Ascending(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        foreach (double p in pValues)
        {
            Legal.Within(p, 0, 1, nameof(pValues));
        }

        return [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
    }
}
