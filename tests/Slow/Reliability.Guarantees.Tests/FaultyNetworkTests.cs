using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>The network delays, cuts, half-closes, refuses and swallows while threads record.</summary>
[Trait("guarantee", "3")]
[Trait("guarantee", "4")]
public sealed class FaultyNetworkTests
{
    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task Nothing_is_lost_and_nothing_counts_twice(string kind)
    {
        await using ProxiedStore proxied = await ProxiedStore.OpenAsync(kind, TimeSpan.FromSeconds(1));
        TcpProxy proxy = proxied.Proxy;
        await using var load = new Load(proxied.Store.Series);
        await load.MoreBatchesAsync(10);

        proxy.Delay(TimeSpan.FromMilliseconds(30));
        await load.MoreBatchesAsync(5);
        proxy.Pass();
        for (int i = 0; i < 5; i++)
        {
            await load.Ledger.NextBatchAsync();
            proxy.CutAll();
            await load.MoreBatchesAsync(3);
            await load.Ledger.NextFoldAsync();
            proxy.CutAll();
            await load.MoreBatchesAsync(3);
        }

        foreach (ProxyDirection direction in Enum.GetValues<ProxyDirection>())
        {
            await load.Ledger.NextBatchAsync();
            proxy.HalfClose(direction);
            await load.MoreBatchesAsync(3);
            await load.Ledger.NextFoldAsync();
            proxy.HalfClose(direction);
            await load.MoreBatchesAsync(3);
        }

        Task refused = load.FailureAsync();
        proxy.Refuse();
        proxy.CutAll();
        await refused;
        proxy.Pass();
        await load.MoreBatchesAsync(3);

        Task swallowed = load.FailureAsync();
        proxy.DropReplies();
        await swallowed;
        proxy.Pass();
        proxy.CutAll();
        await load.MoreBatchesAsync(10);

        await load.FinishAsync();
        await proxied.Store.Series.ShouldHoldAsync(load.Ledger.Entries);
    }
}
