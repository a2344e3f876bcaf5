using System.Runtime.CompilerServices;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The one rule for lists that reach a store.</summary>
internal static class StoreList
{
    /// <summary>A copy of the list, which may change while the call waits for its turn.</summary>
    public static T[] Copy<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string? parameter = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        T[] copy = [.. items];
        int missing = Array.IndexOf(copy, null);
        return missing < 0 ? copy : throw new ArgumentException($"A list holds no null; item {missing} is null.", parameter);
    }
}
