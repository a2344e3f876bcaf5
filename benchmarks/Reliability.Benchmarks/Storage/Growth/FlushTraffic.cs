using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Storage.Growth;

/// <summary>What a flush sends, counted on the way to the server.</summary>
internal static class FlushTraffic
{
    private const int Flushes = 20;

    /// <summary>Round trips and bytes to the server of one flush, once the store has found its feet.</summary>
    public static async Task<string[]> MeasureAsync(StoreHost host, int slos)
    {
        if (host.Port is not { } port)
        {
            return ["-", "-"];
        }

        await using TcpProxy proxy = await TcpProxy.StartAsync("127.0.0.1", port);
        await using IReliabilityStore store = host.Open(proxy.Port);
        var workload = new FlushWorkload(slos, $"producer-{Guid.NewGuid():N}");
        await FlushAsync();
        (long roundTrips, long bytes) = (proxy.RoundTrips, proxy.BytesToServer);
        await FlushAsync();
        return
        [
            Markdown.Text($"{(proxy.RoundTrips - roundTrips) / (double)Flushes:0.##}"),
            Markdown.Text($"{(proxy.BytesToServer - bytes) / Flushes / 1024.0:0.0} KB"),
        ];

        async Task FlushAsync()
        {
            for (int i = 0; i < Flushes; i++)
            {
                await store.Series.AppendAsync(workload.Outcomes(), CancellationToken.None);
            }
        }
    }
}
