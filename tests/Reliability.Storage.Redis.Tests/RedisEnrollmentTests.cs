using Reliability.TestServers;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Reliability.Storage.Redis.Tests;

public sealed class RedisEnrollmentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Eight_connections_that_enroll_the_same_5000_units_count_each_once()
    {
        const int Clients = 8;
        const int Units = 5000;
        const int Crossing = 500;
        const int Chunk = EnrollmentBatch.MaxEntries / 3;
        string prefix = Given.Prefix();
        RedisStore[] stores = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Given.StoreAsync(prefix).AsTask()));

        // Each client begins elsewhere. The odd ones see every tenth unit in the other arm.
        EnrollmentResult[][] results = await Task.WhenAll(stores.Select((store, client) => Task.Run(async () =>
        {
            IEnumerable<int> order = Enumerable.Range(0, Units).Select(i => (i + (client * Units / Clients)) % Units);
            List<EnrollmentResult> mine = [];
            foreach (int[] chunk in order.Chunk(Chunk))
            {
                IEnumerable<EnrollmentEntry> entries = chunk.SelectMany(i =>
                {
                    bool isOther = i % (Units / Crossing) == 0 && client % 2 == 1;
                    return (EnrollmentEntry[])
                    [
                        Given.Exposed($"u{i}", (i % 2 == 0) != isOther ? "a" : "b"),
                        Given.First($"u{i}"),
                        Given.Sum($"u{i}", 1),
                    ];
                });
                mine.Add(await store.EnrollAsync($"client-{client}", mine.Count + 1, entries));
            }

            return mine.ToArray();
        })));

        EnrollmentResult[] all = [.. results.SelectMany(mine => mine)];
        all.Sum(result => result.Enrolled).Should().Be(Units);
        all.Sum(result => result.Crossed).Should().Be(Crossing);
        all.Sum(result => result.Unexposed.Count + result.OtherVariant).Should().Be(0);
        (await stores[0].Enrollments.ReadUnitsAsync(Given.Button, None).CountAsync()).Should().Be(Units);
        EnrollmentSummary summary = await stores[1].Enrollments.SummarizeAsync(Given.Button, None);
        summary.Crossed.Should().Be(Crossing);
        summary.Arms.Should().BeEquivalentTo(new[] { Arm("a", (Units / 2) - Crossing), Arm("b", Units / 2) });
        foreach (RedisStore store in stores)
        {
            await store.DisposeAsync();
        }

        static ArmSummary Arm(string variant, int units) =>
            new()
            {
                Variant = variant,
                Units = units,
                Metrics = [new MetricSums
            {
                Metric = "buy",
                Units = units,
                X = units,
                XX = units,
                Y = 0,
                YY = 0,
                XY = 0,
            }, new MetricSums
            {
                Metric = "spent",
                Units = units,
                X = units * Clients,
                XX = units * Clients * Clients,
                Y = 0,
                YY = 0,
                XY = 0,
            }],
            };
    }

    [Fact]
    public async Task Units_that_come_while_others_are_read_hide_none_and_show_none_twice()
    {
        const int Known = 700;
        await using RedisStore store = await Given.StoreAsync(Given.Prefix());
        await store.EnrollAsync("known", 1, Enumerable.Range(0, Known).Select(i => Given.Exposed($"known-{i}")));
        List<string> read = [];
        await foreach (EnrolledUnit unit in store.Enrollments.ReadUnitsAsync(Given.Button, None))
        {
            if (read.Count % 400 == 0 && read.Count < 8000)
            {
                // The table grows under the reader, many times over.
                string more = $"more-{read.Count}";
                await store.EnrollAsync(more, 1, Enumerable.Range(0, 1000).Select(i => Given.Exposed($"{more}-{i}")));
            }

            read.Add(unit.Unit);
        }

        read.Should().OnlyHaveUniqueItems();
        read.Count(unit => unit.StartsWith("known", StringComparison.Ordinal)).Should().Be(Known);
    }

    [Fact]
    public async Task A_unit_with_thousands_of_metrics_crosses_in_one_script()
    {
        using ConnectionMultiplexer connection =
            await ConnectionMultiplexer.ConnectAsync((await SharedServers.RedisAsync()).ConnectionString);
        await using var store = new RedisStore(connection, new RedisStoreOptions { Prefix = Given.Prefix() });
        await store.EnrollAsync("producer", 1, Given.Exposed("u"), Given.Exposed("v"), Given.Sum("v", 0.1, "metric-0"));
        for (int batch = 0; batch < 5; batch++)
        {
            await store.EnrollAsync(
                "producer",
                2 + batch,
                Enumerable.Range(batch * 1000, 1000).Select(i => Given.Sum("u", 0.2, $"metric-{i}")));
        }

        (await store.Enrollments.SummarizeAsync(Given.Button, None)).Arms.Single().Metrics.Should().HaveCount(5000);
        var session = new ProfilingSession();
        connection.RegisterProfiler(() => session);
        (await store.EnrollAsync("producer", 10, Given.Exposed("u", "b"))).Crossed.Should().Be(1);
        session.FinishProfiling().Select(one => one.Command).Should().Equal("EVAL"); // by its hash, in truth

        double left = 0.1 + 0.2 - 0.2;
        ArmSummary arm = (await store.Enrollments.SummarizeAsync(Given.Button, None)).Arms.Should().ContainSingle().Which;
        arm.Units.Should().Be(1);
        MetricSums sums = arm.Metrics.Should().ContainSingle().Which;
        (sums.Metric, sums.Units, sums.X).Should().Be(("metric-0", 1, left));
    }

    [Fact]
    public async Task A_full_server_rejects_a_batch_whole_and_takes_it_later()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { MaxMemoryBytes = 64 << 20 });
        await using RedisStore store = Given.Store(server.ConnectionString);
        await store.EnrollAsync("producer", 1, Given.Exposed("u"));
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "1mb");
        EnrollmentEntry[] entries = [.. Enumerable.Range(0, 300).Select(i => Given.Exposed($"u{i}")), Given.Exposed("u", "b")];
        Func<Task> apply = async () => await store.EnrollAsync("producer", 2, entries);
        StoreException fault = (await apply.Should().ThrowAsync<StoreException>()).Which;
        fault.IsTransient.Should().BeTrue();
        fault.Message.Should().Contain("out of memory (maxmemory)");
        EnrollmentSummary summary = await store.Enrollments.SummarizeAsync(Given.Button, None);
        (summary.Arms.Single().Units, summary.Crossed).Should().Be((1, 0));

        await server.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        (await store.EnrollAsync("producer", 2, entries)).Should().BeEquivalentTo(new EnrollmentResult { Enrolled = 300, Crossed = 1 });
    }

    [Fact]
    public async Task A_row_that_is_damaged_is_a_fault_and_rejects_the_batch_whole()
    {
        RedisServer server = await SharedServers.RedisAsync();
        string prefix = Given.Prefix();
        await using RedisStore store = Given.Store(server.ConnectionString, prefix);
        await store.EnrollAsync("producer", 1, Given.Exposed("u"));
        await server.CommandAsync("HSET", $"{prefix}:v3:{{4:shopbutton}}:x:units", "u", "damaged");

        Func<Task> apply = async () => await store.EnrollAsync("producer", 2, Given.Exposed("v"), Given.Exposed("u"));
        (await apply.Should().ThrowAsync<StoreException>()).Which.IsTransient.Should().BeFalse();
        (await store.Enrollments.SummarizeAsync(Given.Button, None)).Arms
            .Single().Units
            .Should()
            .Be(1, "nothing of the batch may be stored");
        (await store.Enrollments.GetVariantsAsync(Given.Button, ["v"], None)).Should().Equal([null], "nothing of the batch may be stored");
        Func<Task> read = async () => await store.Enrollments.ReadUnitsAsync(Given.Button, None).CountAsync();
        (await read.Should().ThrowAsync<StoreException>()).WithMessage("*cannot be read*");
        Func<Task> ask = async () => await store.Enrollments.GetVariantsAsync(Given.Button, ["u"], None);
        (await ask.Should().ThrowAsync<StoreException>()).WithMessage("*cannot be read*");
    }

    [Fact]
    public async Task Experiments_do_not_expire_and_a_deleted_one_leaves_no_key_of_its_own()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisStore store = Given.Store(server.ConnectionString, "rel");
        await store.EnrollAsync("producer", 1, Given.Exposed("u"), Given.Sum("u", 1));
        foreach (string key in (string[])["units", "values", "sums", "producers"])
        {
            (await server.CommandAsync("PTTL", $"rel:v3:{{4:shopbutton}}:x:{key}")).Should().Be("-1", key);
        }

        await store.Enrollments.DeleteAsync(Given.Button, None);
        (await server.CommandAsync("EXISTS", "rel:format", "rel:v3:experiments")).Should().Be("2");
        (await server.CommandAsync("DBSIZE")).Should().Be("2");
    }
}
