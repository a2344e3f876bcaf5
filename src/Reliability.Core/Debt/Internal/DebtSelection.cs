namespace Reliability.Debt.Internal;

/// <summary>The first items of an order after another one, of any number of which only so many are kept.</summary>
internal sealed class DebtSelection(int maxCount, RankedDebt? after = null)
{
    private readonly PriorityQueue<RankedDebt, DebtSortKey> _kept = new(Comparer<DebtSortKey>.Create((x, y) => DebtSortKey.Compare(y, x)));
    private readonly DebtSortKey? _after = after is null ? null : new DebtSortKey(after);

    private int _afterCount;

    /// <summary>Gets whether there are more than are kept.</summary>
    public bool HasMore => _afterCount > _kept.Count;

    public void Add(RankedDebt one)
    {
        var key = new DebtSortKey(one);
        if (_after is { } first && DebtSortKey.Compare(key, first) <= 0)
        {
            return;
        }

        _afterCount++;
        if (_kept.Count < maxCount)
        {
            _kept.Enqueue(one, key);
        }
        else
        {
            _kept.EnqueueDequeue(one, key);
        }
    }

    public IReadOnlyList<RankedDebt> ToList()
    {
        var items = new RankedDebt[_kept.Count];
        var keys = new DebtSortKey[items.Length];
        int count = 0;
        foreach ((RankedDebt one, DebtSortKey key) in _kept.UnorderedItems)
        {
            items[count] = one;
            keys[count++] = key;
        }

        Array.Sort(keys, items, Comparer<DebtSortKey>.Create(DebtSortKey.Compare));
        return items;
    }
}
