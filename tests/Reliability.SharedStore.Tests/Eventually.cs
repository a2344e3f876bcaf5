namespace Reliability.SharedStore.Tests;

/// <summary>Leases live in the time of the store: what shall become so is asked for again and again, for a bounded time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    public static Task BecomesAsync(Func<Task<bool>> condition, string what) => BecomesAsync(condition, what, Patience);

    public static async Task BecomesAsync(Func<Task<bool>> condition, string what, TimeSpan patience)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var pace = new PeriodicTimer(Pace, TimeProvider.System);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
            {
                throw new InvalidOperationException($"It did not happen within {patience}: {what}");
            }

            await pace.WaitForNextTickAsync();
        }
    }
}
