using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>The store has no room left, and later has.</summary>
[Trait("guarantee", "3")]
public sealed class StoreFullTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Redis_that_is_full_rejects_batches_whole_and_takes_them_later()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { MaxMemoryBytes = 0 });
        await using IReliabilityStore store = StoreAddress.Redis(server.ConnectionString, "full").Open(Timeout);
        await IsFullAsync(
            store.Series,
            () => server.CommandAsync("CONFIG", "SET", "maxmemory", "1"),
            () => server.CommandAsync("CONFIG", "SET", "maxmemory", "0"),
            "*maxmemory*");
    }

    [Fact]
    public async Task PostgreSQL_whose_disk_is_full_rejects_batches_whole_and_takes_them_later()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using IReliabilityStore store = StoreAddress.Postgres(server.ConnectionString, "full").Open(Timeout);
        await IsFullAsync(
            store.Series,
            () => server.SqlAsync(
                """
                CREATE FUNCTION "full".no_room() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON "full".bucket FOR EACH STATEMENT EXECUTE FUNCTION "full".no_room();
                """),
            () => server.SqlAsync("""DROP FUNCTION "full".no_room() CASCADE"""),
            "*disk*");
    }

    private static async Task IsFullAsync(ISeriesStore store, Func<Task> fill, Func<Task> makeRoom, string message)
    {
        await using var load = new Load(store);
        await load.MoreBatchesAsync(10);
        Task failure = load.FailureAsync();
        await fill();
        await failure;
        load.LastFailure!.Message.Should().Match(message);
        long held = await store.ShouldHoldWholeBatchesAsync(load.Ledger);
        await load.FailureAsync();
        (await store.ShouldHoldWholeBatchesAsync(load.Ledger)).Should().Be(held, "the store takes nothing while it is full");
        load.Recorder.GetStatistics().Pending.Should().BePositive();
        await makeRoom();
        await load.MoreBatchesAsync(10);
        await load.FinishAsync();
        await store.ShouldHoldAsync(load.Ledger.Entries);
    }
}
