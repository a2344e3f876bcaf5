using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.TestServers;

namespace Reliability.StorageCost.Tests;

public sealed class PostgresWireCostTests : WireCostTests
{
    private readonly string _schema = $"cost_{Guid.NewGuid():N}";
    private string _connectionString = "";

    [Fact]
    public async Task A_batch_of_100_enrollments_is_one_round_trip()
    {
        await using TcpProxy proxy = await StartProxyAsync();
        await using var store = (PostgresStore)Open(proxy.Port);
        await ApplyAsync(store, 1);

        long before = proxy.RoundTrips;
        (await ApplyAsync(store, 2)).Duplicates.Should().Be(100);

        (proxy.RoundTrips - before).Should().Be(1);
    }

    private protected override IReliabilityStore Open(int port) =>
        new PostgresStore(new PostgresStoreOptions { ConnectionString = $"{_connectionString};Port={port}", Schema = _schema });

    private protected override async Task<int> ServerPortAsync()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        _connectionString = server.ConnectionString;
        return server.Port;
    }

    private static ValueTask<EnrollmentResult> ApplyAsync(PostgresStore store, long sequence) => store.Enrollments.ApplyAsync(
        new EnrollmentBatch(
            new ExperimentId("shop", "button"),
            "producer",
            sequence,
            Enumerable.Range(0, 100).Select(i => new EnrollmentEntry
            {
                Kind = EnrollmentKind.Exposure,
                Unit = $"u{i}",
                Variant = "red",
                Value = 0,
                Second = 0,
                Time = DateTimeOffset.UnixEpoch,
            })),
        CancellationToken.None);
}
