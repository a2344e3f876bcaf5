using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>The server is killed and restarted while threads record and a flusher flushes and tries again.</summary>
[Trait("guarantee", "3")]
[Trait("guarantee", "4")]
public sealed class ServerKilledTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task PostgreSQL_loses_nothing_and_nothing_counts_twice()
    {
        await using PostgresServer server = await PostgresServer.StartAsync(new PostgresServerOptions { Fsync = true });
        await using IReliabilityStore store = StoreAddress.Postgres(server.ConnectionString, "killed").Open(Timeout);
        await LosesNothingAsync(store.Series, server.KillAsync, server.RestartAsync);
    }

    [Fact]
    public async Task Redis_that_syncs_every_write_loses_nothing_and_nothing_counts_twice()
    {
        await using RedisServer server = await StartRedisAsync(RedisPersistence.AppendOnlyAlways);
        await using IReliabilityStore store = Open(server);
        await LosesNothingAsync(store.Series, server.KillAsync, server.RestartAsync);
    }

    [Fact]
    public async Task Redis_that_syncs_every_second_loses_at_most_the_last_two_seconds_in_whole_batches()
    {
        await using RedisServer server = await StartRedisAsync(RedisPersistence.AppendOnlyEverySecond);
        await using IReliabilityStore store = Open(server);
        await using var load = new Load(store.Series);
        TimeSpan[] ages = [];

        Outage outage = await Outage.OfAsync(load, store.Series, KillAsync, server.RestartAsync);

        TimeSpan oldest = outage.Lost.Select(lost => ages[lost.Batch.Sequence - 1]).DefaultIfEmpty().Max();
        oldest.Should().BeLessThan(TimeSpan.FromSeconds(2));
        await outage.FinishAsync(load, store.Series);

        async Task KillAsync()
        {
            ages = [.. load.Ledger.Entries.Select(entry => entry.AcknowledgedAgo)];
            await server.KillAsync();
        }
    }

    [Fact]
    public async Task Redis_whose_machine_lost_power_loses_whole_batches_with_their_sequences()
    {
        await using RedisServer server = await StartRedisAsync(RedisPersistence.AppendOnlyEverySecond);
        await using IReliabilityStore store = Open(server);
        await using var load = new Load(store.Series);
        string folder = (await server.CommandAsync("CONFIG", "GET", "dir")).Split('\n')[1];
        var random = new Random(Environment.ProcessId);

        Outage outage = await Outage.OfAsync(load, store.Series, server.KillAsync, RestartAsync);

        outage.Lost.Should().NotBeEmpty();
        outage.Before.Should().NotBeEmpty();
        await outage.FinishAsync(load, store.Series);

        Task RestartAsync()
        {
            // What was written and not synced is gone: the file ends anywhere, even within a batch.
            string file = Directory.GetFiles(Path.Combine(folder, "appendonlydir"), "*.incr.aof").Single();
            using (FileStream log = File.OpenWrite(file))
            {
                log.SetLength(log.Length - random.Next(2_000, 6_000));
            }

            return server.RestartAsync();
        }
    }

    [Fact]
    public async Task Redis_without_persistence_loses_everything_before_and_keeps_everything_after()
    {
        await using RedisServer server = await StartRedisAsync(RedisPersistence.None);
        await using IReliabilityStore store = Open(server);
        await using var load = new Load(store.Series);

        Outage outage = await Outage.OfAsync(load, store.Series, server.KillAsync, server.RestartAsync);

        outage.Before.Should().BeEmpty();
        outage.Lost.Should().HaveCountGreaterThanOrEqualTo(20);
        await outage.FinishAsync(load, store.Series);
    }

    private static async Task LosesNothingAsync(ISeriesStore store, Func<Task> kill, Func<Task> restart)
    {
        await using var load = new Load(store);
        for (int i = 0; i < 3; i++)
        {
            Outage outage = await Outage.OfAsync(load, store, kill, restart);
            outage.Lost.Should().BeEmpty();
        }

        await load.FinishAsync();
        await store.ShouldHoldAsync(load.Ledger.Entries);
    }

    private static Task<RedisServer> StartRedisAsync(RedisPersistence persistence) =>
        RedisServer.StartAsync(new RedisServerOptions { Persistence = persistence });

    private static IReliabilityStore Open(RedisServer server) => StoreAddress.Redis(server.ConnectionString, "killed").Open(Timeout);
}
