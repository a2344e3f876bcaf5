using Reliability.TestServers;

namespace Reliability.Storage.Redis.Tests;

public sealed class RedisClusterTests
{
    [Fact]
    public async Task A_slot_that_moves_while_it_is_written_loses_nothing_and_doubles_nothing()
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync();
        string prefix = Given.Prefix();
        await using RedisStore store = Given.Store(cluster.ConnectionString, prefix);
        int slot = RedisCluster.SlotOf($"{prefix}:v3:{{shop}}:s:producers");
        RedisServer from = await cluster.MasterOfAsync(slot);
        RedisServer to = (await cluster.MastersAsync()).First(node => node != from);
        await store.AppendAsync(1, Given.Events(0, 1));

        using var moved = new CancellationTokenSource();
        Task<long> writing = Task.Run(async () =>
        {
            long sequence = 1;
            do
            {
                await RedisFailureTests.UntilAppliedAsync(store, ++sequence);
            }
            while (!moved.IsCancellationRequested);
            return sequence;
        });
        await cluster.MoveSlotAsync(slot, from, to);
        await moved.CancelAsync();
        long written = await writing;

        (await cluster.MasterOfAsync(slot)).Should().BeSameAs(to);
        (await store.CountAsync()).Should().Be(written);
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(written);
    }

    /// <summary>A transaction does not follow the slot, and fails; the ranges are read nevertheless.</summary>
    [Fact]
    public async Task Ranges_are_read_from_the_node_that_has_them_now()
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync();
        string prefix = Given.Prefix();
        await using RedisStore store = Given.Store(cluster.ConnectionString, prefix);
        int slot = RedisCluster.SlotOf($"{prefix}:v3:{{shop}}:s:producers");
        RedisServer from = await cluster.MasterOfAsync(slot);
        RedisServer to = (await cluster.MastersAsync()).First(node => node != from);
        await store.AppendAsync(1, Given.Events(0, 1), Given.Events(60, 2), Given.Events(120, 3));
        SeriesQuery[] queries =
        [
            .. Enumerable.Range(1, 3).Select(hours => new SeriesQuery(
                new SeriesId("shop", "orders"), SeriesResolution.Minute, Given.Noon, Given.Noon.AddHours(hours))),
        ];
        (await CountsAsync()).Should().Equal(1, 3, 6);

        await cluster.MoveSlotAsync(slot, from, to);
        (await CountsAsync()).Should().Equal(1, 3, 6);
        (await CountsAsync()).Should().Equal(1, 3, 6);

        async Task<IEnumerable<long>> CountsAsync() =>
            (await store.Series.SummarizeAsync(queries, CancellationToken.None)).Select(sum => sum.Total.Count);
    }

    [Fact]
    public async Task A_replica_takes_over_and_what_it_had_is_counted_once()
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync(replicasPerMaster: 1);
        string prefix = Given.Prefix();
        await using RedisStore store = Given.Store(cluster.ConnectionString, prefix);
        await store.AppendAsync(1, Given.Events(0, 1));
        RedisServer master = await cluster.MasterOfAsync($"{prefix}:v3:{{shop}}:s:producers");
        await cluster.KillAsync(master);

        // What the replica had not received is lost together with its sequence, so that both add up whatever it was.
        await RedisFailureTests.UntilAppliedAsync(store, 1);
        await RedisFailureTests.UntilAppliedAsync(store, 2);
        (await store.CountAsync()).Should().Be(2);
        (await store.CountAsync(SeriesResolution.Hour)).Should().Be(2);
        (await store.Series.GetLastSequenceAsync("shop", "producer", CancellationToken.None)).Should().Be(2);
    }

    [Fact]
    public async Task An_experiment_that_moves_while_it_is_written_and_read_counts_every_unit_once()
    {
        const int Known = 3000;
        await using RedisCluster cluster = await RedisCluster.StartAsync();
        string prefix = Given.Prefix();
        await using RedisStore store = Given.Store(cluster.ConnectionString, prefix);
        int slot = RedisCluster.SlotOf($"{prefix}:v3:{{4:shopbutton}}:x:units");
        RedisServer from = await cluster.MasterOfAsync(slot);
        RedisServer to = (await cluster.MastersAsync()).First(node => node != from);
        foreach (int[] chunk in Enumerable.Range(0, Known).Chunk(EnrollmentBatch.MaxEntries))
        {
            await store.EnrollAsync($"known-{chunk[0]}", 1, chunk.Select(i => Given.Exposed($"known-{i}")));
        }

        using var moved = new CancellationTokenSource();
        Task<long> writing = Task.Run(async () =>
        {
            long sequence = 0;
            do
            {
                sequence++;
                await RedisFailureTests.UntilDoneAsync(() =>
                    store.EnrollAsync("producer", sequence, Given.Exposed($"new-{sequence}"), Given.Sum($"new-{sequence}", 1)).AsTask());
            }
            while (!moved.IsCancellationRequested);
            return sequence;
        });

        // The two nodes keep the units in different orders: what is read after the move begins in the middle of another order.
        List<string> read = [];
        await foreach (EnrolledUnit unit in store.Enrollments.ReadUnitsAsync(Given.Button, CancellationToken.None))
        {
            if (read.Count == 0)
            {
                await cluster.MoveSlotAsync(slot, from, to);
                await moved.CancelAsync();
                await writing;
            }

            read.Add(unit.Unit);
        }

        long written = await writing;
        (await cluster.MasterOfAsync(slot)).Should().BeSameAs(to);
        read.Should().OnlyHaveUniqueItems();
        read.Count(unit => unit.StartsWith("known", StringComparison.Ordinal)).Should().Be(Known);
        ArmSummary arm = (await store.Enrollments.SummarizeAsync(Given.Button, CancellationToken.None)).Arms.Should().ContainSingle().Which;
        arm.Should().BeEquivalentTo(new ArmSummary
        {
            Variant = "a",
            Units = Known + written,
            Metrics = [new MetricSums
        {
            Metric = "spent",
            Units = written,
            X = written,
            XX = written,
            Y = 0,
            YY = 0,
            XY = 0,
        }],
        });
    }
}
