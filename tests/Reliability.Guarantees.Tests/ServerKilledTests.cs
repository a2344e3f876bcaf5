using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>The server is killed and restarted while threads record and a flusher flushes.</summary>
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
        await using var load = new Load(store.Series);
        for (int kill = 0; kill < 3; kill++)
        {
            long stored = await RestartInMidLoadAsync(load, store.Series, server.KillAsync, server.RestartAsync);
            Lost(load, stored).Should().BeEmpty();
        }

        await load.FinishAsync();
        (await store.Series.ShouldHoldWholeBatchesAsync(load.Ledger)).Should().Be(load.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Redis_that_syncs_every_write_loses_nothing_and_nothing_counts_twice()
    {
        await using RedisServer server = await StartRedisAsync(RedisPersistence.AppendOnlyAlways);
        await using IReliabilityStore store = Open(server);
        await using var load = new Load(store.Series);
        for (int kill = 0; kill < 3; kill++)
        {
            long stored = await RestartInMidLoadAsync(load, store.Series, server.KillAsync, server.RestartAsync);
            Lost(load, stored).Should().BeEmpty();
        }

        await load.FinishAsync();
        (await store.Series.ShouldHoldWholeBatchesAsync(load.Ledger)).Should().Be(load.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Redis_that_syncs_every_second_loses_at_most_the_last_batches_whole()
    {
        await using RedisServer server = await StartRedisAsync(RedisPersistence.AppendOnlyEverySecond);
        await using IReliabilityStore store = Open(server);
        await using var load = new Load(store.Series);
        TimeSpan killed = TimeSpan.Zero;

        long stored = await RestartInMidLoadAsync(load, store.Series, server.KillAsync, server.RestartAsync);

        BatchLedger.Entry[] lost = Lost(load, stored);
        lost.Should().OnlyContain(e => e.AcknowledgedBeforeFailure < TimeSpan.FromSeconds(2), "Redis writes at least that often");
        await FinishWithoutAsync(load, store.Series, lost);
    }

    [Fact]
    public async Task Redis_without_persistence_loses_everything_before_and_keeps_everything_after()
    {
        await using RedisServer server = await StartRedisAsync(RedisPersistence.None);
        await using IReliabilityStore store = Open(server);
        await using var load = new Load(store.Series);

        long stored = await RestartInMidLoadAsync(load, store.Series, server.KillAsync, server.RestartAsync);

        stored.Should().Be(0);
        BatchLedger.Entry[] lost = Lost(load, stored);
        lost.Should().HaveCountGreaterThanOrEqualTo(20);
        await FinishWithoutAsync(load, store.Series, lost);
    }
}
