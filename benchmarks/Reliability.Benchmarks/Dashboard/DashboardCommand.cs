using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Reliability.Benchmarks.Storage;
using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>
/// What the overview of 10 services, 50 objectives and 20 experiments costs: bytes, time and memory to write it, and reads of the store.
/// </summary>
internal static partial class DashboardCommand
{
    public const string Name = "dashboard";

    private const string Overview = "/reliability/";
    private const string Twin = "/reliability/dashboard.json";
    private const double MostRoundTrips = 40;
    private const int Rounds = 25;
    private const int CallsPerRound = 20;
    private const int CountedReads = 5;

    /// <summary>Measures and writes the report. Returns whether every bound is met.</summary>
    public static async Task<bool> RunAsync()
    {
        string load = Machine.Load();
        List<BoundRow> rows = [];
        SqliteTransactions.Start();
        await using (StoreHost host = await StoreHost.StartSqliteAsync())
        {
            await using IReliabilityStore store = host.Open();
            var clock = new ShiftedClock();
            await using WebApplication app = await OpenAsync(store, clock);
            var calls = new PageCalls(app);
            rows.AddRange(await SizesAsync(calls));
            rows.AddRange(await RenderingAsync(calls));
            long reads = await ReadsAsync(calls, clock, () => SqliteTransactions.Count);
            rows.Add(new BoundRow("transactions of a snapshot from SQLite", reads, MostRoundTrips, ""));
        }

        SqliteTransactions.Stop();
        rows.Add(await PostgresAsync());
        StringBuilder page = Markdown.Page(
            "Dashboard: the overview of 10 services, 50 objectives and 20 experiments",
            $"check {Name}",
            $"{Machine.Describe()}\n{load}");
        bool isMet = BoundRow.Write(page, rows);
        Repository.WriteResult($"{Name}.md", page.ToString());
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet;
    }

    /// <summary>Fills a store and returns an application with a dashboard of it, whose alerts are evaluated.</summary>
    public static async Task<WebApplication> OpenAsync(IReliabilityStore store, ShiftedClock clock, string? address = null)
    {
        await DashboardFill.FillAsync(store, clock);
        WebApplication app = DashboardShop.Build(store, clock, address);
        await DashboardShop.EvaluateAsync(app.Services);
        return app;
    }

    private static async Task<IReadOnlyList<BoundRow>> SizesAsync(PageCalls calls)
    {
        byte[] html = await calls.BodyAsync("overview", Overview, isGzip: true);
        string text = Encoding.UTF8.GetString(await calls.BodyAsync("overview", Overview, isGzip: false));
        Require(text);
        string version = AssetFolder().Match(text).Groups[1].Value;
        int references = Reference().Count(text);
        return
        [
            new("overview, gzip", html.Length / 1024.0, 25, " KB"),
            new("script, gzip", await AssetAsync("app.js"), 10, " KB"),
            new("styles, gzip", await AssetAsync("app.css"), 8, " KB"),
            new("requests of a page: itself and what it refers to", 1 + references, 3, ""),
        ];

        async Task<double> AssetAsync(string name)
        {
            byte[] asset = await calls.BodyAsync(
                "asset", $"/reliability/assets/{version}/{name}", isGzip: true, ("version", version), ("item", name));
            return asset.Length / 1024.0;
        }
    }

    /// <summary>A page that lacks a part would be small and quick.</summary>
    private static void Require(string html)
    {
        foreach (int i in Enumerable.Range(0, DashboardShop.Objectives))
        {
            RequireText(DashboardShop.Objective(i));
            RequireText(DashboardShop.Service(i));
        }

        foreach (int i in Enumerable.Range(0, DashboardShop.Experiments))
        {
            RequireText($"experiment-{i:00}");
        }

        void RequireText(string text)
        {
            if (!html.Contains(text, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The overview does not show '{text}'.");
            }
        }
    }

    /// <summary>
    /// Compares page and twin, which are written from one snapshot. What both do besides (access, query, headers) is what an answer without
    /// a body does; its time and memory are subtracted from both.
    /// </summary>
    private static async Task<IReadOnlyList<BoundRow>> RenderingAsync(PageCalls calls)
    {
        string pageTag = (await calls.CallAsync("overview", Overview, Stream.Null)).Headers.ETag!;
        Func<Task<HttpResponse>>[] all =
        [
            () => calls.CallAsync("overview", Overview, Stream.Null),
            () => calls.CallAsync("overview twin", Twin, Stream.Null),
            () => calls.CallAsync("overview", Overview, Stream.Null, etag: pageTag),
        ];
        List<(double Time, double Bytes)>[] measured = [[], [], []];
        for (int round = -5; round < Rounds; round++)
        {
            for (int i = 0; i < all.Length; i++)
            {
                (double Time, double Bytes) one = await MeasureAsync(all[i], i == 2 ? 304 : 200);
                if (round >= 0)
                {
                    measured[i].Add(one);
                }
            }
        }

        (double pageTime, double twinTime, double restTime) = (Time(0), Time(1), Time(2));
        (double pageBytes, double twinBytes, double restBytes) = (Bytes(0), Bytes(1), Bytes(2));
        Console.WriteLine(Markdown.Text(
            $"page {pageTime:0} us, {pageBytes / 1024:0} KB; twin {twinTime:0} us, {twinBytes / 1024:0} KB; both do {restTime:0} us, "
                + $"{restBytes / 1024:0} KB"));
        return
        [
            new(Markdown.Text($"time to write the page ({pageTime - restTime:0} us), as a factor of its twin ({twinTime - restTime:0} us)"),
                (pageTime - restTime) / (twinTime - restTime), 5, "x"),
            new(Markdown.Text(
                    $"memory to write the page ({(pageBytes - restBytes) / 1024:0} KB), as a factor of its twin "
                        + $"({(twinBytes - restBytes) / 1024:0} KB)"),
                (pageBytes - restBytes) / (twinBytes - restBytes), 3, "x"),
        ];

        double Time(int i) => Median(measured[i].Select(one => one.Time));

        double Bytes(int i) => Median(measured[i].Select(one => one.Bytes));
    }

    /// <summary>Returns microseconds and bytes of one call.</summary>
    private static async Task<(double Time, double Bytes)> MeasureAsync(Func<Task<HttpResponse>> call, int status)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < CallsPerRound; i++)
        {
            int got = (await call()).StatusCode;
            if (got != status)
            {
                throw new InvalidOperationException($"The status is {got} and not {status}.");
            }
        }

        double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / CallsPerRound;
        return (microseconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)CallsPerRound);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static async Task<BoundRow> PostgresAsync()
    {
        await using StoreHost host = await StoreHost.StartPostgresAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync("127.0.0.1", host.Port!.Value);
        await using IReliabilityStore store = host.Open(proxy.Port);
        var clock = new ShiftedClock();
        await using WebApplication app = await OpenAsync(store, clock);
        long trips = await ReadsAsync(new PageCalls(app), clock, () => proxy.RoundTrips);
        return new BoundRow("round trips of a snapshot from PostgreSQL", trips, MostRoundTrips, "");
    }

    /// <summary>Returns the most reads of one of some snapshots.</summary>
    private static async Task<long> ReadsAsync(PageCalls calls, ShiftedClock clock, Func<long> count)
    {
        long most = 0;
        for (int read = -1; read < CountedReads; read++)
        {
            clock.Advance(DashboardShop.SnapshotInterval + TimeSpan.FromSeconds(1));
            long before = count();
            Require(Encoding.UTF8.GetString(await calls.BodyAsync("overview", Overview, isGzip: false)));
            most = read < 0 ? 0 : Math.Max(most, count() - before);
        }

        return most > 0 ? most : throw new InvalidOperationException("Nothing was counted: the reads went another way.");
    }

    [GeneratedRegex("assets/([0-9a-f]{8})/")]
    private static partial Regex AssetFolder();

    /// <summary>What a browser loads without being asked.</summary>
    [GeneratedRegex("<(?:script|img|iframe)[^>]* src=|<link[^>]* rel=\"(?:stylesheet|icon|preload)\"")]
    private static partial Regex Reference();
}
