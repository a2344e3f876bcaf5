using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>A store behind a faulty network.</summary>
internal sealed class ProxiedStore : IAsyncDisposable
{
    private ProxiedStore(TcpProxy proxy, IReliabilityStore store)
    {
        Proxy = proxy;
        Store = store;
    }

    public TcpProxy Proxy { get; }

    public IReliabilityStore Store { get; }

    public static async Task<ProxiedStore> OpenAsync(string kind, TimeSpan timeout)
    {
        using var files = new Files();
        StoreAddress direct = await Stores.NewAsync(kind, files);
        int port = kind == "Redis" ? (await SharedServers.RedisAsync()).Port : (await SharedServers.PostgresAsync()).Port;
        TcpProxy proxy = await TcpProxy.StartAsync("127.0.0.1", port);
        string connection = direct.Connection.Replace($"{port}", $"{proxy.Port}", StringComparison.Ordinal);
        connection += kind == "PostgreSQL" ? ";Timeout=2" : "";
        var opened = new ProxiedStore(proxy, (direct with { Connection = connection }).Open(timeout));
        await opened.Store.InitializeAsync(CancellationToken.None);
        return opened;
    }

    /// <summary>Makes a call whose reply is lost, and makes it again as long as it fails.</summary>
    /// <param name="request">A text within the request of the call.</param>
    /// <param name="call">The call.</param>
    public async Task<T> WithoutReplyAsync<T>(string request, Func<Task<T>> call)
    {
        Task lost = Proxy.DropReplyAfterRequest(request);
        while (true)
        {
            try
            {
                T result = await call();
                lost.IsCompletedSuccessfully.Should().BeTrue("the reply to '{0}' was lost before", request);
                return result;
            }
            catch (StoreException e) when (e.IsTransient)
            {
                // Sent again unchanged.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
