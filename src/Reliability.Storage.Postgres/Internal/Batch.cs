using System.Runtime.CompilerServices;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Calls for many. Each is one statement, as long as it does not get too large for one.</summary>
internal static class Batch
{
    /// <summary>About how many bytes a statement carries at most, unless a single item is larger.</summary>
    private const long MaxBytes = 16 << 20;

    /// <summary>More than the names of an item take.</summary>
    private const long NameBytes = 1 << 10;

    /// <summary>Copies a list without nulls.</summary>
    public static T[] Require<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string? parameter = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        T[] copy = [.. items];
        int absent = Array.IndexOf(copy, null);
        return absent < 0 ? copy : throw new ArgumentException($"A list holds no null; item {absent} is null.", parameter);
    }

    /// <summary>The items in their order, in parts that a statement can carry.</summary>
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

    /// <summary>A column of a part.</summary>
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
