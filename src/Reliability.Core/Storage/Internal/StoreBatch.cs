using System.Runtime.CompilerServices;

namespace Reliability.Storage.Internal;

/// <summary>Validates lists that are passed to a store.</summary>
internal static class StoreBatch
{
    public static void Require<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string? parameter = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, parameter);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                throw new ArgumentException($"A list must not contain null; item {i} is null.", parameter);
            }
        }
    }
}
