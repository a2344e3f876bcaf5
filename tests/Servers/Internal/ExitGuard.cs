using System.Collections.Concurrent;

namespace Reliability.TestServers.Internal;

/// <summary>Disposes what still runs when this process ends in good order.</summary>
internal static class ExitGuard
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<IAsyncDisposable, bool> Running = new();

    static ExitGuard() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        Task.WhenAll(Running.Keys.Select(server => Task.Run(async () => await server.DisposeAsync()))).Wait(Patience);

    public static void Add(IAsyncDisposable server) => Running[server] = true;

    public static void Remove(IAsyncDisposable server) => Running.TryRemove(server, out _);
}
