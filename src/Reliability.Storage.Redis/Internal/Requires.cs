using System.Runtime.CompilerServices;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Validates arguments.</summary>
internal static class Requires
{
    public static void Items<T>(IReadOnlyList<T> items, [CallerArgumentExpression(nameof(items))] string? parameter = null)
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

    public static void Service(string service) => _ = new SeriesId(service, service); // Applies the rule for names.
}
