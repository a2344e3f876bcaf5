using System.Runtime.CompilerServices;

namespace Reliability.Storage.Redis.Internal;

/// <summary>The rules for what callers hand in.</summary>
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
                throw new ArgumentException($"A list holds no null; item {i} is null.", parameter);
            }
        }
    }

    public static void Service(string service) => _ = new SeriesId(service, service); // the one rule for names
}
