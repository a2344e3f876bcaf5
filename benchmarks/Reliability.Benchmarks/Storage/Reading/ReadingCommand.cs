using System.Diagnostics;
using System.Text;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Storage.Reading;

/// <summary>
/// What it costs to read and judge the alerts, and to read the statuses, of a thousand objectives, against a hand-written query or pipeline
/// that adds up the same rows.
/// </summary>
internal static class ReadingCommand
{
    public const string Name = "reading";

    /// <summary>The most that reading and judging may take, as a factor of the hand-written query.</summary>
    private const double Bound = 1.3;

    /// <summary>The most round trips that a read of all objectives may take.</summary>
    private const long MostRoundTrips = 40;

    private const int Objectives = 1000;
    private const int Minutes = 3 * 24 * 60;
    private const int Hours = 30 * 24;
    private const int Rounds = 9;
    private const int CountedReads = 5;

    private static readonly (string Store, Func<Task<Row[]>> MeasureAsync)[] All =
        [("sqlite", SqliteAsync), ("postgres", PostgresAsync), ("redis", RedisAsync)];

    /// <summary>Measures every store and writes the report. Returns whether every bound is met.</summary>
    public static async Task<bool> RunAsync()
    {
        StringBuilder page = Markdown.Page("Reading 1,000 objectives at once", $"check {Name}", Machine.Describe());
        page.AddLine($"");
        page.AddLine($"{Objectives:N0} objectives with the four default rules and budgets of 30 days; minutes of 3 days and hours of "
            + $"30 days of all of them in the store, server and reader on the same machine.");
        page.AddLine($"The peer is one hand-written query (for Redis a pipeline) that adds up the same rows and knows nothing of rules "
            + $"or ledgers. Both are timed in turns, {Rounds} times; the medians are compared. The round trips are those of the library, "
            + $"counted by a proxy in front of the server: the most of {CountedReads} reads, on connections that are open.");
        page.AddLine($"");
        page.AddLine($"| store | what | library | hand-written | ratio | bound | round trips | bound | verdict |");
        page.AddLine($"|---|---|--:|--:|--:|--:|--:|--:|---|");
        bool isMet = true;
        foreach ((_, Func<Task<Row[]>> measureAsync) in All)
        {
            isMet &= await MeasureAsync(measureAsync, line => page.AddLine($"{line}"));
        }

        Repository.WriteResult("reading.md", page.ToString());
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet;
    }

    /// <summary>Measures one store and writes no report. Returns the exit code: 0 when its bounds are met.</summary>
    public static async Task<int> RunAsync(string store)
    {
        if (All.FirstOrDefault(one => one.Store == store).MeasureAsync is not { } measureAsync)
        {
            Console.Error.WriteLine($"There is no store '{store}'; there is {string.Join(" and ", All.Select(one => one.Store))}.");
            return 2;
        }

        return await MeasureAsync(measureAsync, _ => { }) ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(Func<Task<Row[]>> measureAsync, Action<string> add)
    {
        bool isMet = true;
        foreach (Row row in await measureAsync())
        {
            isMet &= row.IsMet;
            string trips = row.RoundTrips is { } count ? Markdown.Text($"{count} | {MostRoundTrips}") : "- | -";
            string line = Markdown.Text(
                $"| {row.Store} | {row.What} | {row.Library.TotalMilliseconds:0} ms | {row.Peer.TotalMilliseconds:0} ms | "
                    + $"{row.Ratio:0.00} | {Bound} | {trips} | {(row.IsMet ? "met" : "**BROKEN**")} |");
            Console.WriteLine(line);
            add(line);
        }

        return isMet;
    }

    private static async Task<Row[]> SqliteAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("reliability-");
        try
        {
            string path = Path.Combine(folder.FullName, "store.db");
            await using var store = new SqliteStore(new SqliteStoreOptions { Path = path });
            return await MeasureAsync(
                "SQLite",
                store,
                names => Task.FromResult<IReadingPeer>(new SqliteReads(path, names)),
                _ => Task.CompletedTask,
                (_, _) => Task.FromResult<long?>(null));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Row[]> PostgresAsync()
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using PostgresStore store = Open(server.Port);
        return await MeasureAsync(
            "PostgreSQL",
            store,
            names => Task.FromResult<IReadingPeer>(new PostgresReads(server.ConnectionString, names)),
            async what => await server.SqlAsync(what),
            async (objectives, readAsync) => await RoundTripsAsync(server.Port, Open, objectives, readAsync));

        PostgresStore Open(int port) => new(new PostgresStoreOptions { ConnectionString = $"{server.ConnectionString};Port={port}" });
    }

    private static async Task<Row[]> RedisAsync()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using RedisStore store = Open(server.Port);
        return await MeasureAsync(
            "Redis",
            store,
            async names => await RedisReads.StartAsync($"{server.Host}:{server.Port}", names),
            _ => Task.CompletedTask,
            async (objectives, readAsync) => await RoundTripsAsync(server.Port, Open, objectives, readAsync));

        RedisStore Open(int port) =>
            new(new RedisStoreOptions { Configuration = $"{server.Host}:{port}", OperationTimeout = TimeSpan.FromMinutes(1) });
    }

    /// <summary>Returns the most round trips of one of some reads.</summary>
    private static async Task<long> RoundTripsAsync(
        int port, Func<int, IReliabilityStore> open, SloDefinition[] objectives, Func<ErrorBudgets, Task> readAsync)
    {
        await using TcpProxy proxy = await TcpProxy.StartAsync("127.0.0.1", port);
        await using IReliabilityStore store = open(proxy.Port);
        var budgets = new ErrorBudgets(store.Series, objectives);
        await readAsync(budgets);
        long most = 0;
        for (int read = 0; read < CountedReads; read++)
        {
            long before = proxy.RoundTrips;
            await readAsync(budgets);
            most = Math.Max(most, proxy.RoundTrips - before);
        }

        return most > 0 ? most : throw new InvalidOperationException("No round trip was counted: the reads went past the proxy.");
    }

    private static async Task<Row[]> MeasureAsync(
        string name,
        IReliabilityStore store,
        Func<IReadOnlyList<string>, Task<IReadingPeer>> peerAsync,
        Func<string, Task> tidyAsync,
        Func<SloDefinition[], Func<ErrorBudgets, Task>, Task<long?>> roundTripsAsync)
    {
        await store.InitializeAsync(CancellationToken.None);
        SloDefinition[] objectives =
        [
            .. Enumerable.Range(0, Objectives).Select(i => SloDefinition.Availability($"route-{i:000}", 99.9m) with { Service = "shop" }),
        ];
        await FillAsync(store, objectives, tidyAsync);
        await tidyAsync("VACUUM ANALYZE");
        string[] names = [.. objectives.Select(slo => slo.Name)];
        await using IReadingPeer peer = await peerAsync(names);
        var budgets = new ErrorBudgets(store.Series, objectives);

        IReadOnlyList<IReadOnlyList<AlertReading>> readings = [];
        IReadOnlyList<BudgetStatus> statuses = [];
        (long Count, long Good)[] sums = [];
        (TimeSpan alerts, TimeSpan alertsByHand) = await InTurnsAsync(
            async () => readings = await budgets.GetAlertReadingsByNameAsync(names),
            async () => sums = await peer.SumAsync(ReadingRange.OfDefaultRules(TimeProvider.System.GetUtcNow())));
        Require(name, readings.Sum(one => one.Max(reading => reading.Windows.Max(window => window.Total))), sums);
        (TimeSpan status, TimeSpan statusByHand) = await InTurnsAsync(
            async () => statuses = await budgets.GetStatusesAsync("shop"),
            async () => sums = await peer.SumAsync(ReadingRange.OfThirtyDays(TimeProvider.System.GetUtcNow())));
        Require(name, statuses.Sum(one => one.Total), sums);
        return
        [
            new(
                name, "judge the alerts", alerts, alertsByHand,
                await roundTripsAsync(objectives, async one => await one.GetAlertReadingsByNameAsync(names))),
            new(
                name, "status over 30 days", status, statusByHand,
                await roundTripsAsync(objectives, async one => await one.GetStatusesAsync("shop"))),
        ];
    }

    /// <summary>Times two tasks in turns and returns their medians.</summary>
    private static async Task<(TimeSpan One, TimeSpan Other)> InTurnsAsync(Func<Task> one, Func<Task> other)
    {
        List<TimeSpan>[] taken = [[], []];
        for (int round = 0; round <= Rounds; round++)
        {
            for (int i = 0; i < 2; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await (i == 0 ? one : other)();
                if (round > 0)
                {
                    taken[i].Add(Stopwatch.GetElapsedTime(start));
                }
            }
        }

        return (Median(taken[0]), Median(taken[1]));
    }

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>Both must have counted the same events, up to a minute or hour that may have begun in between.</summary>
    private static void Require(string store, decimal total, (long Count, long Good)[] sums)
    {
        decimal byHand = sums.Sum(sum => sum.Count);
        if (total == 0 || Math.Abs(total - byHand) > total / 100)
        {
            throw new InvalidOperationException($"{store}: the library counted {total} events, the peer {byHand}.");
        }
    }

    private static async Task FillAsync(IReliabilityStore store, SloDefinition[] objectives, Func<string, Task> tidyAsync)
    {
        DateTimeOffset now = SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow());
        long sequence = 0;
        for (int hour = Hours; hour > Minutes / 60; hour--)
        {
            await AppendAsync(now.AddHours(-hour), 3600, SeriesTiers.Hour);
        }

        for (int minute = Minutes; minute > -Rounds; minute--)
        {
            await AppendAsync(now.AddMinutes(-minute), 60, SeriesTiers.All);
            if (minute % 200 == 0)
            {
                await tidyAsync("VACUUM");
            }
        }

        async Task AppendAsync(DateTimeOffset start, long count, SeriesTiers tiers)
        {
            var bucket = new SeriesBucket(start, count, count - (sequence % 1000 == 0 ? 1 : 0));
            await store.Series.AppendAsync(
                new SeriesBatch("shop", "fill", ++sequence, objectives.Select(slo => new SeriesDelta(slo.Name, bucket, tiers))),
                CancellationToken.None);
        }
    }

    private sealed record Row(string Store, string What, TimeSpan Library, TimeSpan Peer, long? RoundTrips)
    {
        public double Ratio => Library / Peer;

        public bool IsMet => Ratio <= Bound && RoundTrips is not > MostRoundTrips;
    }
}
