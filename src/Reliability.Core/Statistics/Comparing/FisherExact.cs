using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Fisher's exact test: whether two arms have the same rate, right however few units or successes there are. R. A. Fisher, "The Design of Experiments" (1935). A pure function.
/// </summary>
public static class FisherExact
{
    // As R does: a table whose chance differs by rounding alone is as likely.
    private const double Slack = 1e-7;

    /// <summary>
    /// The two-sided p-value: given how many successes there are in both arms together, the chance of a table that is no likelier than the
    /// observed one, when the rates are the same.
    /// </summary>
    /// <param name="successesA">The units of the first arm that succeeded, 0 to <paramref name="unitsA"/>.</param>
    /// <param name="unitsA">The units of the first arm, 1 to 2^53.</param>
    /// <param name="successesB">The units of the second arm that succeeded, 0 to <paramref name="unitsB"/>.</param>
    /// <param name="unitsB">The units of the second arm, 1 to 2^53.</param>
    /// <returns>
    /// 0 to 1, right to ten digits from 1e-300 on, and the same when the arms change places. A chance within 1e-7 of the observed one, relatively, counts as equal, as in R.
    /// </returns>
    /// <remarks>The time grows with the standard deviation of the successes, that is the square root of the units: some microseconds for a million.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static double PValue(long successesA, long unitsA, long successesB, long unitsB)
    {
        Legal.Between(unitsA, 1, Legal.MaxUnits, nameof(unitsA));
        Legal.Between(unitsB, 1, Legal.MaxUnits, nameof(unitsB));
        Legal.Between(successesA, 0, unitsA, nameof(successesA));
        Legal.Between(successesB, 0, unitsB, nameof(successesB));

        // One order of the arms, so that rounding cannot tell them apart.
        bool swap = (unitsA, successesA).CompareTo((unitsB, successesB)) > 0;
        var tables = new FourfoldTables(swap ? unitsB : unitsA, successesA + successesB, unitsA + unitsB);
        return tables.NoLikelierThan(swap ? successesB : successesA, Slack);
    }
}
