using System.Text.RegularExpressions;
using Reliability.TestServers;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Reliability.Storage.Redis.Tests;

public sealed class RedisStoreTests
{
    [Fact]
    public async Task A_connection_of_its_own_is_closed_and_a_shared_one_never()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        string prefix = Given.Prefix();
        RedisStore owner = Given.Store(server.ConnectionString + ",name=owned", prefix);
        await owner.InitializeAsync(CancellationToken.None);
        (await server.CommandAsync("CLIENT", "LIST")).Should().Contain("name=owned");
        await owner.DisposeAsync();
        await owner.DisposeAsync();
        Func<Task> use = async () => await owner.InitializeAsync(CancellationToken.None);
        await use.Should().ThrowAsync<ObjectDisposedException>();

        await using ConnectionMultiplexer shared = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await using (var store = new RedisStore(shared, new RedisStoreOptions { Prefix = prefix }))
        {
            (await store.AppendAsync(1, Given.Events(0, 1))).Should().Be(AppendOutcome.Applied);
        }

        shared.IsConnected.Should().BeTrue();
        (await shared.GetDatabase().PingAsync()).Should().BePositive();
    }

    [Fact]
    public async Task A_batch_is_one_script_and_a_status_over_thirty_days_is_one_call()
    {
        using ConnectionMultiplexer connection =
            await ConnectionMultiplexer.ConnectAsync((await SharedServers.RedisAsync()).ConnectionString);
        await using var store = new RedisStore(connection, new RedisStoreOptions { Prefix = Given.Prefix() });
        SeriesDelta[] deltas = [.. Enumerable.Range(0, 500).Select(i => Given.Events(i % 60, 1, $"series-{i}"))];
        await store.AppendAsync(1, deltas);
        var session = new ProfilingSession();
        connection.RegisterProfiler(() => session);

        await store.AppendAsync(2, deltas);
        session.FinishProfiling().Select(one => one.Command).Should().Equal("EVAL"); // by its hash, in truth

        var query = new SeriesQuery(
            new SeriesId("shop", "series-0"),
            SeriesResolution.Hour,
            Given.Noon.AddDays(-30),
            Given.Noon.AddHours(1));
        int buckets = 0;
        await foreach (SeriesBucket bucket in store.Series.ReadAsync(query, CancellationToken.None))
        {
            buckets += (int)bucket.Count;
        }

        buckets.Should().Be(2);
        session.FinishProfiling()
            .Should()
            .HaveCountLessThanOrEqualTo(2).And
            .OnlyContain(one => one.Command == "EXEC" || one.Command.StartsWith("EVAL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scripts_that_the_server_forgot_are_sent_again()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisStore store = Given.Store(server.ConnectionString);
        for (int sequence = 1; sequence <= 3; sequence++)
        {
            (await store.AppendAsync(sequence, Given.Events(0, 1))).Should().Be(AppendOutcome.Applied);
            await server.CommandAsync("SCRIPT", "FLUSH", "SYNC");
        }

        (await store.CountAsync()).Should().Be(3);
    }

    [Fact]
    public async Task Names_with_braces_and_percents_keep_apart()
    {
        await using RedisStore store = await Given.ClusterStoreAsync(Given.Prefix());
        string[] services = ["a", "{a}", "}{", "%7Ba%7D", "{", "}", "%", "a}:s:producers", "' OR 1=1 --", "\"]]"];
        foreach ((int i, string service) in services.Index())
        {
            await store.Series.AppendAsync(new SeriesBatch(service, "p", 1, [Given.Events(0, i + 1)]), CancellationToken.None);
        }

        foreach ((int i, string service) in services.Index())
        {
            (await store.ReadAsync(service: service)).Should().ContainSingle().Which.Count.Should().Be(i + 1);
        }

        // Whatever braces are in the names after the tag, they change nothing about the node.
        CollectionId[] collections = [.. services.SelectMany(service => services.Select(name => new CollectionId(service, name)))];
        DocumentWrite[] writes = [.. collections.Select((one, i) => DocumentWrite.Create(new DocumentId(one, "id"), $"{i}"))];
        (await store.Documents.PutAsync(writes, CancellationToken.None)).Should().AllBeEquivalentTo(WriteOutcome.Stored);
        (await store.Documents.GetAsync([.. writes.Select(write => write.Id)], CancellationToken.None))
            .Select(found => found!.Json).Should().Equal(writes.Select(write => write.Json));
        (await store.Documents.ListCollectionsAsync(CancellationToken.None).ToListAsync()).Should().BeEquivalentTo(collections);
    }

    /// <summary>The rights that the README of the package asks for.</summary>
    [Fact]
    public async Task The_rights_of_the_README_are_enough()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        string readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.redis.md"));
        string rights =
            Regex.Match(readme, @"\*\*Rights\*\* \(ACL\)[^`]*`(?<rights>[^`]*)`", RegexOptions.Singleline).Groups["rights"].Value;
        string[] commands = rights.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        commands.Should().HaveCountGreaterThan(20);
        (await server.CommandAsync(
        [
            "ACL",
            "SETUSER",
            "shop",
            "on",
            ">secret",
            $"~{new RedisStoreOptions().Prefix}:*",
            "&*",
            "+@connection",
            "+info",
            "+subscribe",
            .. commands,
        ]))
            .Should().Be("OK");

        await using var store = new RedisStore(new RedisStoreOptions
        {
            Configuration = $"127.0.0.1:{server.Port},user=shop,password=secret",
        });
        CancellationToken none = CancellationToken.None;
        await store.AppendAsync(1, Given.Latency(0, 1), Given.Latency(61, 1));
        (await store.CountAsync()).Should().Be(2);
        var range = new SeriesQuery(new SeriesId("shop", "orders"), SeriesResolution.Minute, Given.Noon, Given.Noon.AddHours(2));
        (await store.Series.SummarizeAsync([range], none)).Should().ContainSingle().Which.Total.Count.Should().Be(2);
        (await store.Series.FoldAsync("shop", none)).Should().Be(1);
        (await store.Series.GetDayZoneAsync("shop", none)).Should().Be("UTC");
        (await store.Series.GetLastSequenceAsync("shop", "producer", none)).Should().Be(1);
        (await store.Series.ListSeriesAsync(none).CountAsync()).Should().Be(1);
        (await store.Series.ListProducersAsync(none).CountAsync()).Should().Be(1);
        var past = new SeriesDelta("orders", new SeriesBucket(Given.Noon.AddYears(-3), 1, 1));
        await store.AppendAsync(2, past, Given.Events(2, 1));
        await store.Series.SetRetentionAsync("shop", SeriesRetention.Default, none);
        (await store.Series.GetRetentionAsync("shop", none)).Should().Be(SeriesRetention.Default);
        (await store.Series.TrimAsync("shop", none)).Should().BePositive();
        await store.Series.AppendAsync(new SeriesBatch("shop", "other", 1, [past]), none);

        DocumentWrite write = DocumentWrite.Create(new DocumentId("shop", "notes", "one"), "{}");
        await store.Documents.PutAsync(write, none);
        (await store.Documents.ListAsync(new DocumentQuery(new CollectionId("shop", "notes")), none)).Documents.Should().ContainSingle();
        (await store.Documents.GetAsync(write.Id, none))!.ETag.Should().Be(write.ETag);
        await store.Documents.DeleteAsync(write.Id, write.ETag, none);
        (await store.Documents.ListCollectionsAsync(none).CountAsync()).Should().BeLessThanOrEqualTo(1);

        var audit = new StreamId("shop", "audit");
        await store.Events.AppendAsync(new EventAppend(audit, [new NewEvent("seen", Given.Noon, "{}")]), none);
        (await store.Events.ReadAsync(new EventQuery(audit), none).CountAsync()).Should().Be(1);
        (await store.Events.GetLastPositionAsync(audit, none)).Should().Be(1);
        (await store.Events.ListStreamsAsync(none).CountAsync()).Should().Be(1);

        Lease lease = (await store.Leases.AcquireAsync(new LeaseRequest(new LeaseId("shop", "job"), "me", TimeSpan.FromMinutes(1)), none))!;
        (await store.Leases.RenewAsync(lease, none)).Should().NotBeNull();
        (await store.Leases.GetAsync(new LeaseId("shop", "job"), none)).Should().NotBeNull();
        (await store.Leases.ReleaseAsync(lease, none)).Should().BeTrue();

        (await store.EnrollAsync("producer", 1, Given.Exposed("u1"), Given.Sum("u1", 2), Given.Exposed("u2"))).Enrolled.Should().Be(2);
        (await store.EnrollAsync("producer", 2, Given.Exposed("u1", "b"))).Crossed.Should().Be(1);
        (await store.Enrollments.SummarizeAsync(Given.Button, none)).Crossed.Should().Be(1);
        (await store.Enrollments.GetVariantsAsync(Given.Button, ["u1"], none)).Should().Equal("a");
        (await store.Enrollments.ReadUnitsAsync(Given.Button, none).CountAsync()).Should().Be(2);
        (await store.Enrollments.ListExperimentsAsync(none).CountAsync()).Should().Be(1);
        await store.Enrollments.DeleteAsync(Given.Button, none);
    }
}
