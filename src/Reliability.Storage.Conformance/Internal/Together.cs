using Xunit;

namespace Reliability.Storage.Conformance.Internal;

/// <summary>Runs work of several clients concurrently.</summary>
internal static class Together
{
    /// <summary>Runs the work of clients 0 to <paramref name="clients"/> - 1 concurrently and returns their results.</summary>
    public static Task<T[]> RunAsync<T>(int clients, Func<int, Task<T>> work) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => work(client))));

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(int clients, Func<int, Task> work) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => work(client))));

    /// <summary>Cancels a call in progress. The call may complete before the cancellation.</summary>
    public static async Task CancelUnderWayAsync(Func<CancellationToken, Task> call)
    {
        using var cancellation = new CancellationTokenSource();
        Task running = Task.Run(() => call(cancellation.Token));
        await cancellation.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Asserts that a list contains each name once.</summary>
    public static void AssertSameInAnyOrder(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
