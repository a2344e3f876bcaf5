namespace Reliability.Storage.Postgres.Internal;

/// <summary>Splits calls for many items into statements. A call is one statement, unless it is too large.</summary>
internal static class Batch
{
    /// <summary>The approximate maximum size of a statement in bytes, unless a single item is larger.</summary>
    private const long MaxBytes = 16 << 20;

    /// <summary>An upper bound for the size of the names of an item.</summary>
    private const long NameBytes = 1 << 10;

    /// <summary>Returns the items in their order, in parts that each fit in one statement.</summary>
    public static IEnumerable<ArraySegment<T>> Parts<T>(T[] items, Func<T, long>? bytes = null)
    {
        int first = 0;
        long total = 0;
        for (int i = 0; i < items.Length; i++)
        {
            long own = NameBytes + (bytes?.Invoke(items[i]) ?? 0);
            if (i > first && total + own > MaxBytes)
            {
                yield return new ArraySegment<T>(items, first, i - first);
                first = i;
                total = 0;
            }

            total += own;
        }

        if (first < items.Length)
        {
            yield return new ArraySegment<T>(items, first, items.Length - first);
        }
    }

    /// <summary>Returns a column of a part.</summary>
    public static TColumn[] Column<T, TColumn>(this ArraySegment<T> part, Func<T, TColumn> value)
    {
        var column = new TColumn[part.Count];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = value(part[i]);
        }

        return column;
    }
}
