using Reliability.Debt.Internal;

namespace Reliability.Debt;

/// <summary>
/// The one order of items: by the value of the score, then by its base, then the oldest first, then by the id (ordinal). Items without a
/// value come last. Lists, recommendations, reports and the dashboard use it.
/// </summary>
public sealed class DebtOrder : IComparer<RankedDebt>
{
    private DebtOrder()
    {
    }

    /// <summary>Gets the order.</summary>
    public static DebtOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(RankedDebt? x, RankedDebt? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 1 : 0) - (y is null ? 1 : 0);
        }

        return DebtSortKey.Compare(new DebtSortKey(x), new DebtSortKey(y));
    }
}
