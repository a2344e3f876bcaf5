using Npgsql;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.TestServers;

namespace Reliability.SharedStore.Tests;

/// <summary>What a round over 1,000 objectives costs: claims, alerts, the report, the heartbeat and the watchdog.</summary>
public sealed class RoundTripTests
{
    private const int Objectives = 1000;
    private const int Most = 40;

    [Fact]
    public async Task A_round_over_1000_objectives_is_at_most_40_round_trips_to_PostgreSQL()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        string connection =
            new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = proxy.Port, MaxPoolSize = 4 }.ConnectionString;
        await using var store = new PostgresStore(new PostgresStoreOptions
        {
            ConnectionString = connection,
            Schema = $"trips_{Guid.NewGuid():N}",
        });
        await ShouldBeCheapAsync(store, () => proxy.RoundTrips);
    }

    [Fact]
    public async Task A_round_over_1000_objectives_is_at_most_40_round_trips_to_Redis()
    {
        RedisServer server = await SharedServers.RedisAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        await using var store = new RedisStore(new RedisStoreOptions
        {
            Configuration = $"{proxy.Host}:{proxy.Port}",
            Prefix = $"trips_{Guid.NewGuid():N}",
        });
        await ShouldBeCheapAsync(store, () => proxy.RoundTrips);
    }

    [Theory]
    [InlineData(SharedStore.Memory)]
    [InlineData(SharedStore.Sqlite)]
    [InlineData(SharedStore.Cluster)]
    public async Task A_round_over_1000_objectives_is_at_most_40_calls(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        var store = new ChaosStore(await data.OpenAsync());
        await ShouldBeCheapAsync(
            store,
            () => store.Controls[StorageRoles.Documents].CallCount + store.Controls[StorageRoles.Leases].CallCount);
    }

    /// <summary>Series and the history are elsewhere, so that only leases and documents are counted.</summary>
    private static async Task ShouldBeCheapAsync(IReliabilityStore store, Func<long> trips)
    {
        using var elsewhere = new InMemoryStore();
        await using HostedProcess process = HostedProcess.Start(elsewhere, "shop", r =>
        {
            for (int i = 0; i < Objectives; i++)
            {
                r.Objective($"objective-{i}");
            }

            r.UseStore(store, StorageRoles.Documents | StorageRoles.Leases);
        });
        await store.InitializeAsync(CancellationToken.None);
        await process.BeatAsync(); // opens the connections, and says what is declared
        (await CostAsync()).Should().BeInRange(1, Most, "in the first round");
        (await CostAsync()).Should().BeInRange(1, Most, "in a quiet round");
        await RecordAsync(process, bad: 1);
        (await CostAsync()).Should().BeInRange(1, Most, "in a round in which every alert fires and is told");
        process.Notifier.Told.Should().HaveCount(Objectives);
        (await CostAsync()).Should().BeInRange(1, Most, "in a round in which every alert goes on to fire");
        process.Log.Of("JobFailed").Should().BeEmpty();

        async Task<long> CostAsync()
        {
            long before = trips();
            await process.RoundAsync();
            await process.LookAsync();
            return trips() - before;
        }
    }

    private static async Task RecordAsync(HostedProcess process, int bad)
    {
        ReliabilityRecorder recorder = process.Get<ReliabilityRecorder>();
        for (int i = 0; i < Objectives; i++)
        {
            recorder.Outcomes($"objective-{i}").Record(good: 0, bad);
        }

        await recorder.FlushAsync();
    }
}
