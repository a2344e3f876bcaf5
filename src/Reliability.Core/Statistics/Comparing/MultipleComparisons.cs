using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Adjusts the p-values of several tests so that each can be compared with the overall alpha. All functions are pure and keep the order.
/// </summary>
public static class MultipleComparisons
{
    /// <summary>
    /// Returns p-values adjusted by Holm's step-down procedure, which bounds the probability of one or more false positives under any
    /// dependence. S. Holm (1979).
    /// </summary>
    /// <param name="pValues">The p-values, each from 0 to 1.</param>
    /// <returns>
    /// The adjusted p-values in the same order, each at least the original p-value and at most 1. Equal p-values have equal results.
    /// </returns>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1.</exception>
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
    /// Returns p-values adjusted by the step-up procedure of Benjamini and Hochberg, which bounds the expected share of false positives
    /// among all positives (the false discovery rate) for tests that are independent or positively dependent. Y. Benjamini and Y. Hochberg
    /// (1995).
    /// </summary>
    /// <param name="pValues">The p-values, each from 0 to 1.</param>
    /// <returns>
    /// The adjusted p-values in the same order, each at least the original p-value and at most 1. Equal p-values have equal results.
    /// </returns>
    /// <exception cref="ArgumentException">A p-value is not between 0 and 1.</exception>
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        int[] order = Ascending(pValues);
        double[] adjusted = new double[order.Length];
        double most = 1;
        for (int rank = order.Length - 1; rank >= 0; rank--)
        {
            // The ratio is at least 1, so rounding cannot make the result smaller than the p-value.
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
            Check.Between(p, 0, 1, nameof(pValues));
        }

        return [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
    }
}
