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

        int order = ((int)x.Score.Direction).CompareTo((int)y.Score.Direction);
        order = order != 0 ? order : Values(x.Score, y.Score);
        order = order != 0 ? order : x.Score.Base.CompareTo(y.Score.Base);
        order = order != 0 ? order : x.Item.CreatedAt.CompareTo(y.Item.CreatedAt);
        return order != 0 ? order : string.CompareOrdinal(x.Item.Id, y.Item.Id);
    }

    private static int Values(DebtScore x, DebtScore y) => (x.Value, y.Value) switch
    {
        ({ } one, { } other) => x.Direction == DebtScoreDirection.Descending ? other.CompareTo(one) : one.CompareTo(other),
        (null, null) => 0,
        (null, _) => 1,
        _ => -1,
    };
}
