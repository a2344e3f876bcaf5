using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Fisher's exact test of the hypothesis that two arms have the same rate. It is valid for any number of units and successes. R. A. Fisher,
/// "The Design of Experiments" (1935). All functions are pure.
/// </summary>
public static class FisherExact
{
    // As in R, a table whose probability differs only by rounding counts as equally likely.
    private const double Slack = 1e-7;

    /// <summary>
    /// Returns the two-sided p-value: if the rates are equal, and given the total number of successes, the probability of a table that is
    /// at most as likely as the observed one.
    /// </summary>
    /// <param name="successesA">The number of successes of the first arm, from 0 to <paramref name="unitsA"/>.</param>
    /// <param name="unitsA">The number of units of the first arm, from 1 to 2^53.</param>
    /// <param name="successesB">The number of successes of the second arm, from 0 to <paramref name="unitsB"/>.</param>
    /// <param name="unitsB">The number of units of the second arm, from 1 to 2^53.</param>
    /// <returns>
    /// The p-value, from 0 to 1, accurate to ten digits from 1e-300 on. Swapping the arms does not change it. As in R, a table whose
    /// probability is within a relative 1e-7 of the observed table's counts as equally likely.
    /// </returns>
    /// <remarks>
    /// The running time grows with the standard deviation of the number of successes, that is, with the square root of the number of units:
    /// some microseconds for a million units.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static double PValue(long successesA, long unitsA, long successesB, long unitsB)
    {
        Check.Between(unitsA, 1, Check.MaxUnits, nameof(unitsA));
        Check.Between(unitsB, 1, Check.MaxUnits, nameof(unitsB));
        Check.Between(successesA, 0, unitsA, nameof(successesA));
        Check.Between(successesB, 0, unitsB, nameof(successesB));

        // A fixed order of the arms makes the result independent of rounding when the arms are swapped.
        bool swap = (unitsA, successesA).CompareTo((unitsB, successesB)) > 0;
        var tables = new FourfoldTables(swap ? unitsB : unitsA, successesA + successesB, unitsA + unitsB);
        return tables.NoLikelierThan(swap ? successesB : successesA, Slack);
    }
}
