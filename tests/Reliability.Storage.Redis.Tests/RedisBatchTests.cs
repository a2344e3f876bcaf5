using Reliability.TestServers;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Reliability.Storage.Redis.Tests;

public sealed class RedisBatchTests
{
    private const int Many = 1000;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_thousand_of_one_service_are_two_scripts_whatever_they_are()
    {
        using ConnectionMultiplexer connection =
            await ConnectionMultiplexer.ConnectAsync((await SharedServers.RedisAsync()).ConnectionString);
        await using var store = new RedisStore(connection, new RedisStoreOptions { Prefix = Given.Prefix() });
        CollectionId[] collections = [.. Enumerable.Range(0, 10).Select(i => new CollectionId("shop", $"notes-{i}"))];
        DocumentWrite[] writes =
        [
            .. Enumerable.Range(0, Many).Select(i => DocumentWrite.Create(new DocumentId(collections[i % 10], $"id-{i}"), $"{i}")),
        ];
        LeaseRequest[] requests =
        [
            .. Enumerable.Range(0, Many).Select(i => new LeaseRequest(new LeaseId("shop", $"job-{i}"), "me", Minute)),
        ];
        EventQuery[] queries = [.. Enumerable.Range(0, Many).Select(i => new EventQuery(new StreamId("shop", $"stream-{i % 10}")))];
        foreach (EventQuery query in queries.Take(10))
        {
            await store.Events.AppendAsync(
                new EventAppend(query.Stream, [.. Enumerable.Range(0, 20).Select(i => new NewEvent("seen", Given.Noon, $"{i}"))]),
                None);
        }

        await store.Documents.PutAsync([.. collections.Select(one => DocumentWrite.Create(new DocumentId(one, "first"), "0"))], None);
        var session = new ProfilingSession();
        connection.RegisterProfiler(() => session);
        await IsTwoScriptsAsync(async () => (await store.Documents.PutAsync(writes, None)).Should().AllBeEquivalentTo(WriteOutcome.Stored));
        await IsTwoScriptsAsync(async () =>
            (await store.Documents.GetAsync([.. writes.Select(write => write.Id)], None))
                .Select(one => one!.ETag)
                .Should()
                .Equal(writes.Select(write => write.ETag)));
        await IsTwoScriptsAsync(async () =>
            (await store.Events.ReadAsync(queries, None)).Should().OnlyContain(events => events.Count == 20));
        IReadOnlyList<Lease?> leases = [];
        await IsTwoScriptsAsync(async () => leases = await store.Leases.AcquireAsync(requests, None));
        await IsTwoScriptsAsync(async () =>
            (await store.Leases.RenewAsync([.. leases.Select(lease => lease!)], None)).Should().NotContainNulls());
        (await store.Leases.ListAsync("shop", None)).Leases.Should().HaveCount(Many);
        session.FinishProfiling().Should().ContainSingle();
        await IsTwoScriptsAsync(async () =>
            (await store.Leases.ReleaseAsync([.. leases.Select(lease => lease!)], None)).Should().AllBeEquivalentTo(true));

        async Task IsTwoScriptsAsync(Func<Task> call)
        {
            await call();
            session.FinishProfiling().Select(one => one.Command).Should().HaveCountLessThanOrEqualTo(4).And.OnlyContain(
                command => command == "EVAL" || command == "SCRIPT", "a script is loaded when it is first used");
        }
    }

    /// <summary>A script that reads so many buckets would keep the server from serving others for much longer.</summary>
    [Fact]
    public async Task Ranges_without_distributions_take_no_script()
    {
        using ConnectionMultiplexer connection =
            await ConnectionMultiplexer.ConnectAsync((await SharedServers.RedisAsync()).ConnectionString);
        await using var store = new RedisStore(connection, new RedisStoreOptions { Prefix = Given.Prefix() });
        await store.AppendAsync(1, Enumerable.Range(0, 100).Select(i => Given.Events(i, i, $"series-{i}")));
        SeriesQuery[] queries =
        [
            .. Enumerable.Range(0, Many).Select(i => new SeriesQuery(
                new SeriesId("shop", $"series-{i % 100}"), SeriesResolution.Minute, Given.Noon, Given.Noon.AddHours(2))),
        ];
        var session = new ProfilingSession();
        connection.RegisterProfiler(() => session);
        IReadOnlyList<SeriesSummary> sums = await store.Series.SummarizeAsync(queries, None);
        sums.Select(sum => (sum.BucketCount, sum.Total.Count)).Should().Equal(Enumerable.Range(0, Many).Select(i => (1L, i % 100L)));
        session.FinishProfiling().Select(one => one.Command).Should()
            .Contain("EXEC").And.NotContain(command => command == "EVAL" || command == "EVALSHA");
    }

    [Fact]
    public async Task Of_many_services_each_is_answered_in_its_place_on_a_Cluster()
    {
        await using RedisStore store = await Given.ClusterStoreAsync(Given.Prefix());
        DocumentWrite[] writes =
        [
            .. Enumerable.Range(0, Many).Select(i => DocumentWrite.Create(new DocumentId($"service-{i % 97}", "notes", $"id-{i}"), $"{i}")),
        ];
        (await store.Documents.PutAsync(writes, None)).Should().AllBeEquivalentTo(WriteOutcome.Stored);
        DocumentId[] ids = [.. writes.Select(write => write.Id).Reverse(), new DocumentId("service-1", "notes", "none")];
        IReadOnlyList<Document?> found = await store.Documents.GetAsync(ids, None);
        found.SkipLast(1).Select(one => one!.Json).Should().Equal(writes.Select(write => write.Json).Reverse());
        found[^1].Should().BeNull();

        LeaseRequest[] requests =
        [
            .. Enumerable.Range(0, Many).Select(i => new LeaseRequest(new LeaseId($"service-{i % 97}", "job"), $"owner-{i}", Minute)),
        ];
        IReadOnlyList<Lease?> leases = await store.Leases.AcquireAsync(requests, None);
        leases.Take(97).Should().NotContainNulls();
        leases.Skip(97).Should().OnlyContain(lease => lease == null, "those before have them");
    }

    [Fact]
    public async Task Writes_of_one_document_are_applied_in_order_though_they_are_in_several_scripts()
    {
        await using RedisStore store = await Given.StoreAsync(Given.Prefix());
        var id = new DocumentId("shop", "notes", "one");
        List<DocumentWrite> chain = [DocumentWrite.Create(id, "0")];
        while (chain.Count < 1200)
        {
            chain.Add(DocumentWrite.Replace(id, chain[^1].ETag, $"{chain.Count}"));
        }

        (await store.Documents.PutAsync(chain, None)).Should().AllBeEquivalentTo(WriteOutcome.Stored);
        (await store.Documents.GetAsync(id, None))!.Json.Should().Be("1199");
    }

    [Fact]
    public async Task Large_documents_and_events_come_in_bounded_answers_and_all_of_them()
    {
        await using RedisStore store = await Given.StoreAsync(Given.Prefix());
        string json = $"\"{new string('x', 900_000)}\"";
        DocumentWrite[] writes =
        [
            .. Enumerable.Range(0, 40).Select(i => DocumentWrite.Create(new DocumentId("shop", "notes", $"{i}"), json)),
        ];
        (await store.Documents.PutAsync(writes, None)).Should().AllBeEquivalentTo(WriteOutcome.Stored);
        (await store.Documents.GetAsync([.. writes.Select(write => write.Id)], None)).Should().OnlyContain(one => one!.Json == json);

        StreamId[] streams = [.. Enumerable.Range(0, 3).Select(i => new StreamId("shop", $"stream-{i}"))];
        foreach (StreamId stream in streams)
        {
            await store.Events.AppendAsync(new EventAppend(stream, Enumerable.Repeat(new NewEvent("seen", Given.Noon, json), 7)), None);
        }

        IReadOnlyList<IReadOnlyList<StoredEvent>> events = await store.Events.ReadAsync(
            [
                new EventQuery(streams[0]),
                new EventQuery(streams[1], 2),
                new EventQuery(streams[2], 1, 5),
                new EventQuery(streams[2], long.MaxValue),
            ],
            None);
        events.Select(some => some.Select(one => one.Position)).Should().BeEquivalentTo(
            (long[][])[[1, 2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7], [2, 3, 4, 5, 6], []], options => options.WithStrictOrdering());
        (await store.Events.ReadAsync(new EventQuery(streams[0]), None).CountAsync()).Should().Be(7);
    }

    [Fact]
    public async Task A_token_outlives_its_lease()
    {
        RedisServer server = await SharedServers.RedisAsync();
        string prefix = Given.Prefix();
        await using RedisStore store = Given.Store(server.ConnectionString, prefix);
        var request = new LeaseRequest(new LeaseId("shop", "job of the night"), "me and you", Minute);
        Lease lease = (await store.Leases.AcquireAsync(request, None))!;
        await store.Leases.ReleaseAsync(lease, None);
        (await store.Leases.ListAsync("shop", None)).Leases.Should().BeEmpty();
        (await server.CommandAsync("PTTL", $"{prefix}:v3:{{shop}}:l:leases")).Should().Be("-1");
        (await store.Leases.AcquireAsync(request, None))!.Token.Should().Be(lease.Token + 1);
    }
}
