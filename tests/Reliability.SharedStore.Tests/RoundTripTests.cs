using System.Net;
using Npgsql;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.TestServers;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// What a round over 1,000 objectives costs (claims, alerts, the report, the heartbeat and the watchdog), and what it costs to read the
/// alerts of four rules each, and the statuses over 30 days.
/// </summary>
/// <remarks>
/// A round trip is a request, or several that are sent together, and the wait for what answers them: it is counted when a client sends
/// something to a server that has answered all before.
/// </remarks>
public sealed class RoundTripTests
{
    private const int Objectives = 1000;
    private const int Most = 40;

    /// <summary>
    /// How long replies take. On a network without any delay, the first reply to a pipeline arrives while the rest of it is being sent.
    /// </summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_round_over_1000_objectives_is_at_most_40_round_trips_to_PostgreSQL()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        proxy.Delay(Delay);
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
        proxy.Delay(Delay);
        await using var store = new RedisStore(new RedisStoreOptions
        {
            Configuration = $"{proxy.Host}:{proxy.Port}",
            Prefix = $"trips_{Guid.NewGuid():N}",
        });
        await ShouldBeCheapAsync(store, () => proxy.RoundTrips);
    }

    /// <summary>
    /// No proxy stands in front of a cluster, whose nodes name each other: the client says what it sent to each of them and when it was
    /// answered.
    /// </summary>
    [Fact]
    public async Task A_round_over_1000_objectives_is_at_most_40_round_trips_to_the_nodes_of_a_Redis_Cluster()
    {
        RedisCluster cluster = await SharedServers.RedisClusterAsync();
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(cluster.ConnectionString);
        var session = new ProfilingSession();
        connection.RegisterProfiler(() => session);
        await using var store = new RedisStore(new RedisStoreOptions { Connection = connection, Prefix = $"trips_{Guid.NewGuid():N}" });
        long trips = 0;
        await ShouldBeCheapAsync(store, () => trips += RoundTripsOf(session.FinishProfiling()));
    }

    /// <summary>
    /// SQLite has no network: what costs is a transaction. A call is one, whatever it holds: the log of the file gained no more commits
    /// than there were calls.
    /// </summary>
    [Fact]
    public async Task A_round_over_1000_objectives_is_at_most_40_transactions_of_SQLite()
    {
        using var file = new SqliteFile();
        var store = new ChaosStore(file.Store);
        await store.InitializeAsync(CancellationToken.None);
        using WriteAheadLog log = file.OpenLog();
        long commits = 0;
        long calls = 0;
        await ShouldBeCheapAsync(store, () =>
        {
            (long calledBefore, calls) = (calls, CallsOf(store));
            long committed = log.CountNewCommits();
            committed.Should().BeLessThanOrEqualTo(calls - calledBefore, "a call is one transaction");
            commits += committed;
            return calls;
        });
        commits.Should().BePositive();
    }

    [Fact]
    public async Task A_round_over_1000_objectives_is_at_most_40_calls_of_a_store_in_memory()
    {
        await using var store = new ChaosStore(new InMemoryStore());
        await ShouldBeCheapAsync(store, () => CallsOf(store));
    }

    private static long CallsOf(ChaosStore store) =>
        store.Controls[StorageRoles.Documents].CallCount
            + store.Controls[StorageRoles.Leases].CallCount
            + store.Controls[StorageRoles.Series].CallCount;

    /// <summary>How often a node was sent something after it had answered all before, as a <see cref="TcpProxy"/> counts.</summary>
    private static long RoundTripsOf(IEnumerable<IProfiledCommand> commands)
    {
        long trips = 0;
        foreach (IGrouping<EndPoint, IProfiledCommand> node in commands.GroupBy(one => one.EndPoint))
        {
            DateTime answered = DateTime.MinValue;
            foreach ((DateTime sent, DateTime answer) in node.Select(Span).OrderBy(one => one.Sent))
            {
                trips += sent >= answered ? 1 : 0;
                answered = answer > answered ? answer : answered;
            }
        }

        return trips;

        static (DateTime Sent, DateTime Answered) Span(IProfiledCommand one)
        {
            DateTime sent = one.CommandCreated + one.CreationToEnqueued + one.EnqueuedToSending;
            return (sent, sent + one.SentToResponse);
        }
    }

    /// <summary>The history is elsewhere, so that series, leases and documents are counted.</summary>
    private static async Task ShouldBeCheapAsync(IReliabilityStore store, Func<long> trips)
    {
        using var elsewhere = new InMemoryStore();
        await using HostedProcess process = HostedProcess.Start(elsewhere, "shop", r =>
        {
            for (int i = 0; i < Objectives; i++)
            {
                r.Objective($"objective-{i}");
            }

            r.UseStore(store, StorageRoles.Series | StorageRoles.Documents | StorageRoles.Leases);
        });
        await store.InitializeAsync(CancellationToken.None);
        await process.BeatAsync(); // opens the connections, and says what is declared
        (await CostAsync()).Should().BeInRange(1, Most, "in the first round");
        (await CostAsync()).Should().BeInRange(1, Most, "in a quiet round");
        await RecordAsync(process, bad: 1);
        (await CostAsync()).Should().BeInRange(1, Most, "in a round in which every alert fires and is told");
        process.Notifier.Told.Should().HaveCount(Objectives);
        (await CostAsync()).Should().BeInRange(1, Most, "in a round in which every alert goes on to fire");
        await ExcludeMinutesAsync(process, store);
        (await CostAsync("ledger")).Should().BeInRange(1, Most, "in a round in which the ledger keeps minutes of every objective");
        (await CountKeptAsync(store)).Should().Be(Objectives);
        (await CostAsync("ledger")).Should().BeInRange(1, Most, "in a quiet round of the ledger");
        await ReadingShouldBeCheapAsync(store.Series, process.Clock, trips);
        process.Log.Of("JobFailed").Should().BeEmpty();

        async Task<long> CostAsync(params string[] jobs)
        {
            long before = trips();
            await process.RoundAsync(jobs);
            await process.LookAsync();
            return trips() - before;
        }
    }

    private static async Task ReadingShouldBeCheapAsync(ISeriesStore store, TimeProvider clock, Func<long> trips)
    {
        SloDefinition[] objectives =
        [
            .. Enumerable.Range(0, Objectives).Select(i => SloDefinition.Availability($"objective-{i}", 99.9m) with { Service = "shop" }),
        ];
        var budgets = new ErrorBudgets(store, objectives, clock);
        long before = trips();
        IReadOnlyList<IReadOnlyList<AlertReading>> readings =
            await budgets.GetAlertReadingsByNameAsync([.. objectives.Select(slo => slo.Name)]);
        (trips() - before).Should().BeInRange(1, Most, "when the alerts are judged");
        before = trips();
        IReadOnlyList<BudgetStatus> statuses = await budgets.GetStatusesAsync("shop");
        (trips() - before).Should().BeInRange(1, Most, "when the statuses are read");
        readings.Should().HaveCount(Objectives).And.OnlyContain(
            rules => rules.Count == 4 && rules.All(rule => rule.Windows[0].Total > 0));
        statuses.Should().HaveCount(Objectives).And.OnlyContain(
            status => status.Window.Length >= TimeSpan.FromDays(30) && status.Bad == 2);
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

    /// <summary>Counts something in an hour that is over, of every objective, and leaves a part of that hour out.</summary>
    private static async Task ExcludeMinutesAsync(HostedProcess process, IReliabilityStore store)
    {
        DateTimeOffset hour = SeriesResolution.Hour.StartOf(process.Clock.GetUtcNow().AddHours(-3));
        await store.Series.AppendAsync(
            new SeriesBatch(
                "shop",
                "filler",
                1,
                [.. Enumerable.Range(0, Objectives).Select(i => new SeriesDelta($"objective-{i}", new SeriesBucket(hour, 2, 1)))]),
            CancellationToken.None);
        await process.Get<IBudgetLedger>().ExcludeAsync(new BudgetExclusion
        {
            Service = "shop",
            From = hour.AddMinutes(10),
            To = hour.AddMinutes(20),
            By = "ada",
            Reason = "the database moved",
        });
    }

    /// <summary>How many hours the ledger keeps the minutes of.</summary>
    private static async Task<int> CountKeptAsync(IReliabilityStore store)
    {
        CollectionId kept = await store.Documents.ListCollectionsAsync(CancellationToken.None)
            .SingleAsync(one => one.Name == "ledger-minutes");
        int count = 0;
        string? after = null;
        do
        {
            DocumentPage page =
                await store.Documents.ListAsync(new DocumentQuery(kept, after, DocumentQuery.MaxPageSize), CancellationToken.None);
            (count, after) = (count + page.Documents.Count, page.Continuation);
        }
        while (after is not null);

        return count;
    }
}
