namespace Reliability.Debt.Internal;

/// <summary>The first items of an order after another one, of any number of which only so many are kept.</summary>
internal sealed class DebtSelection(int maxCount, RankedDebt? after = null)
{
    private readonly PriorityQueue<RankedDebt, RankedDebt> _kept =
        new(Comparer<RankedDebt>.Create((x, y) => DebtOrder.Instance.Compare(y, x)));

    private int _afterCount;

    /// <summary>Gets whether there are more than are kept.</summary>
    public bool HasMore => _afterCount > _kept.Count;

    public void Add(RankedDebt one)
    {
        if (after is not null && DebtOrder.Instance.Compare(one, after) <= 0)
        {
            return;
        }

        _afterCount++;
        if (_kept.Count < maxCount)
        {
            _kept.Enqueue(one, one);
        }
        else
        {
            _kept.EnqueueDequeue(one, one);
        }
    }

    public IReadOnlyList<RankedDebt> ToList() => [.. _kept.UnorderedItems.Select(one => one.Element).Order(DebtOrder.Instance)];
}
