using Reliability.Storage;
using Reliability.Storage.Redis;
using Reliability.TestServers;

namespace Reliability.StorageCost.Tests;

public sealed class RedisWireCostTests : WireCostTests
{
    private readonly string _prefix = $"cost-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_batch_of_100_enrollments_is_one_round_trip_and_so_are_sums_and_variants()
    {
        var experiment = new ExperimentId("shop", "button");
        string[] units = [.. Enumerable.Range(0, 50).Select(i => $"unit-{i}")];
        EnrollmentEntry[] entries =
        [
            .. units.Select(unit => new EnrollmentEntry
            {
                Kind = EnrollmentKind.Exposure,
                Unit = unit,
                Variant = "a",
                Value = 0,
                Second = 0,
                Time = DateTimeOffset.UnixEpoch,
            }),
            .. units.Select(unit => new EnrollmentEntry
            {
                Kind = EnrollmentKind.Sum,
                Unit = unit,
                Metric = "spent",
                Value = 2,
                Second = 1,
                Time = DateTimeOffset.UnixEpoch,
            }),
        ];
        await using TcpProxy proxy = await StartProxyAsync();
        await using RedisStore store = OpenRedis(proxy.Port);
        await store.Enrollments.ApplyAsync(new EnrollmentBatch(experiment, "producer", 1, entries), CancellationToken.None);

        long before = proxy.RoundTrips;
        EnrollmentResult result =
            await store.Enrollments.ApplyAsync(new EnrollmentBatch(experiment, "producer", 2, entries), CancellationToken.None);
        (proxy.RoundTrips - before).Should().Be(1);
        result.Counted.Should().Be(50);

        before = proxy.RoundTrips;
        (await store.Enrollments.GetVariantsAsync(experiment, units, CancellationToken.None))
            .Should()
            .OnlyContain(variant => variant == "a");
        (proxy.RoundTrips - before).Should().Be(1);

        before = proxy.RoundTrips;
        (await store.Enrollments.SummarizeAsync(experiment, CancellationToken.None)).Arms.Single().Units.Should().Be(50);
        (proxy.RoundTrips - before).Should().Be(1);
    }

    private protected override IReliabilityStore Open(int port) => OpenRedis(port);

    private protected override async Task<int> ServerPortAsync() => (await SharedServers.RedisAsync()).Port;

    private RedisStore OpenRedis(int port) => new(new RedisStoreOptions { Configuration = $"127.0.0.1:{port}", Prefix = _prefix });
}
