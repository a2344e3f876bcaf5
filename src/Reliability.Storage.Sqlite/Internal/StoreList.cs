using System.Runtime.CompilerServices;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Validates lists that are passed to a store.</summary>
internal static class StoreList
{
    /// <summary>Copies a list, because the caller may change it while the call waits for its turn.</summary>
    public static T[] Copy<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string? parameter = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        T[] copy = [.. items];
        int missing = Array.IndexOf(copy, null);
        return missing < 0 ? copy : throw new ArgumentException($"A list must not contain null; item {missing} is null.", parameter);
    }
}
