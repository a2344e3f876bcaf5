using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>A Redis Cluster changes under load.</summary>
[Trait("guarantee", "3")]
[Trait("guarantee", "4")]
public sealed class ClusterTests
{
    private static readonly int Slot = RedisCluster.SlotOf($"{{{Workload.Service}}}");

    [Fact]
    public async Task A_replica_takes_over_and_holds_whole_batches_and_nothing_counts_twice()
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync(replicasPerMaster: 1);
        await using IReliabilityStore store = Open(cluster);
        await using var load = new Load(store.Series);
        RedisServer master = await cluster.MasterOfAsync(Slot);

        Outage outage = await Outage.OfAsync(load, store.Series, () => cluster.KillAsync(master), cluster.WaitForOkAsync);

        (await cluster.MasterOfAsync(Slot)).Should().NotBeSameAs(master);
        outage.Before.Should().NotBeEmpty("the replica followed its master");
        await outage.FinishAsync(load, store.Series);
    }

    [Fact]
    public async Task A_slot_that_moves_loses_nothing_and_nothing_counts_twice()
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync();
        await using IReliabilityStore store = Open(cluster);
        await using var load = new Load(store.Series);
        for (int move = 0; move < 3; move++)
        {
            await load.MoreBatchesAsync(10);
            RedisServer from = await cluster.MasterOfAsync(Slot);
            RedisServer to = (await cluster.MastersAsync()).First(master => master != from);
            await cluster.BeginSlotMoveAsync(Slot, from, to);

            // Not the next batch: one that touches old and new keys (a minute begins) is rejected until the move is finished.
            await load.AttemptAsync();
            await cluster.FinishSlotMoveAsync(Slot, from, to);
        }

        await load.MoreBatchesAsync(10);
        await load.FinishAsync();
        await store.Series.ShouldHoldAsync(load.Ledger.Entries);
    }

    private static IReliabilityStore Open(RedisCluster cluster) =>
        StoreAddress.Redis(cluster.ConnectionString, "cluster").Open(TimeSpan.FromSeconds(5));
}
