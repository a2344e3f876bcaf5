using System.Diagnostics;
using System.Text;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Storage;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;
using Reliability.TestServers;

namespace Reliability.Benchmarks.Incidents;

/// <summary>
/// What a list and a report of 10,000 incidents cost, against reading the documents themselves, and how much memory they keep.
/// </summary>
internal static class IncidentsCommand
{
    public const string Name = "incidents";

    /// <summary>The most that each may take, as a factor of reading the documents.</summary>
    private const double Bound = 3;

    /// <summary>The most live memory that a list or a report may add, in MiB.</summary>
    private const double MemoryBound = 24;

    private const int Items = 10_000;
    private const int Rounds = 7;
    private const string Service = "shop";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string[] Causes = ["dns", "deployment", "capacity", "disk", "network"];
    private static readonly IncidentQuery First = new() { Service = Service };
    private static readonly IncidentReportQuery Report = new() { Service = Service, Periods = 24 };

    /// <summary>Measures every store and writes the report. Returns whether every bound is met.</summary>
    public static async Task<bool> RunAsync()
    {
        StringBuilder page = Markdown.Page("10,000 incidents", $"check {Name}", $"{Machine.Describe()}\n{Machine.Load()}");
        page.AddLine($"");
        page.AddLine($"{Items:N0} incidents, all but a twentieth of them resolved. Each row is timed in turns "
            + $"with reading all documents of the collection and parsing none; the medians of {Rounds} rounds are compared.");
        page.AddLine($"Memory is the most that a full collection of garbage left while it ran, less what was there before.");
        page.AddLine($"");
        page.AddLine($"| store | what | library | documents | ratio | bound | live memory | bound | verdict |");
        page.AddLine($"|---|---|--:|--:|--:|--:|--:|--:|---|");
        bool isMet = await SqliteAsync(page);
        isMet &= await PostgresAsync(page);
        isMet &= await RedisAsync(page);
        Repository.WriteResult("incidents.md", page.ToString());
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet;
    }

    private static async Task<bool> SqliteAsync(StringBuilder page)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("reliability-");
        try
        {
            await using var store = new SqliteStore(new SqliteStoreOptions { Path = Path.Combine(folder.FullName, "store.db") });
            return await MeasureAsync("SQLite", store, page);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> PostgresAsync(StringBuilder page)
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using var store = new PostgresStore(
            new PostgresStoreOptions { ConnectionString = $"{server.ConnectionString};Port={server.Port}" });
        return await MeasureAsync("PostgreSQL", store, page);
    }

    private static async Task<bool> RedisAsync(StringBuilder page)
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var store = new RedisStore(
            new RedisStoreOptions { Configuration = $"{server.Host}:{server.Port}", OperationTimeout = TimeSpan.FromMinutes(1) });
        return await MeasureAsync("Redis", store, page);
    }

    private static async Task<bool> MeasureAsync(string name, IReliabilityStore store, StringBuilder page)
    {
        await store.InitializeAsync(None);
        var register = new IncidentRegister(store.Documents, [Service]);
        await FillAsync(register);
        CollectionId collection = await CollectionAsync(store.Documents);
        bool isMet = true;
        foreach ((string what, bool isBounded, Func<Task<int>> runAsync) in (Row[])
            [
                new("the first 100", true, async () => (await register.ListAsync(First)).TotalCount),
                new("the open ones", true, async () => (await register.ListOpenAsync(Service)).Count),
                new("report", true, async () => (await register.GetReportAsync(Report)).Count),
            ])
        {
            (TimeSpan library, TimeSpan documents) = await InTurnsAsync(runAsync, () => ReadAsync(store.Documents, collection));
            double ratio = library / documents;
            double memory = isBounded ? await MemoryAsync(runAsync) : 0;
            bool isRowMet = ratio <= Bound && memory <= MemoryBound;
            isMet &= isRowMet;
            string live = isBounded ? Markdown.Text($"{memory:0.0} MiB | {MemoryBound:0} MiB") : "- | -";
            string line = Markdown.Text(
                $"| {name} | {what} | {library.TotalMilliseconds:0} ms | {documents.TotalMilliseconds:0} ms | {ratio:0.00} | {Bound} | "
                + $"{live} | {(isRowMet ? "met" : "**BROKEN**")} |");
            Console.WriteLine(line);
            page.AddLine($"{line}");
        }

        return isMet;
    }

    private static async Task FillAsync(IncidentRegister register)
    {
        var random = new Random(20260301);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        foreach (int[] chunk in Enumerable.Range(0, Items).Chunk(1000))
        {
            IncidentImportEntry[] entries = Array.ConvertAll(chunk, i =>
            {
                DateTimeOffset start = now.AddMinutes(-random.Next(60, 700 * 1440));
                return new IncidentImportEntry
                {
                    Line = i + 1,
                    Id = Markdown.Text($"incident-{i}"),
                    Service = Service,
                    Definition = new IncidentDefinition
                    {
                        Title = Markdown.Text($"Incident {i}"),
                        Severity = (IncidentSeverity)random.Next(1, 5),
                        CauseClass = Causes[random.Next(Causes.Length)],
                        Description = "A part of the requests failed, and was answered again after a rollback.",
                    },
                    Times = new IncidentTimes
                    {
                        StartedAt = start,
                        DetectedAt = start.AddMinutes(random.Next(0, 10)),
                        ResolvedAt = i % 20 == 0 ? null : start.AddMinutes(random.Next(11, 300)),
                    },
                    Timeline =
                    [
                        .. Enumerable.Range(0, 5).Select(n => new IncidentNote
                        {
                            At = start.AddMinutes(n),
                            By = "ada",
                            Text = "Somebody looked at the log and found another line that explains a part of it.",
                        }),
                    ],
                };
            });
            IncidentImportReport report = await register.ImportAsync(
                new IncidentImportBatch { Entries = entries, Refused = [] }, new ChangeRequest { By = "benchmark", Reason = "fill" });
            if (report.AddedCount != chunk.Length)
            {
                throw new InvalidOperationException($"Of {chunk.Length} incidents, {report.AddedCount} were added.");
            }
        }
    }

    private static async Task<CollectionId> CollectionAsync(IDocumentStore documents)
    {
        await foreach (CollectionId collection in documents.ListCollectionsAsync(None))
        {
            return collection;
        }

        throw new InvalidOperationException("Nothing was stored.");
    }

    /// <summary>Reads all documents a page at a time, and parses none.</summary>
    private static async Task<int> ReadAsync(IDocumentStore documents, CollectionId collection)
    {
        int count = 0;
        string? after = null;
        do
        {
            DocumentPage page = await documents.ListAsync(new DocumentQuery(collection, after, DocumentQuery.MaxPageSize), None);
            count += page.Documents.Count;
            after = page.Continuation;
        }
        while (after is not null);

        return count == Items ? count : throw new InvalidOperationException($"{count} documents were read.");
    }

    /// <summary>Times two tasks in turns and returns their medians.</summary>
    private static async Task<(TimeSpan One, TimeSpan Other)> InTurnsAsync(Func<Task<int>> one, Func<Task<int>> other)
    {
        List<TimeSpan>[] taken = [[], []];
        for (int round = 0; round <= Rounds; round++)
        {
            for (int i = 0; i < 2; i++)
            {
                long start = Stopwatch.GetTimestamp();
                if (await (i == 0 ? one : other)() == 0)
                {
                    throw new InvalidOperationException("Nothing was read.");
                }

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

    /// <summary>Returns the most live memory that a task adds, in MiB, by collecting garbage while it runs.</summary>
    private static async Task<double> MemoryAsync(Func<Task<int>> runAsync)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = before;
        Task<int> task = Task.Run(runAsync);
        while (!task.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        await task;
        return (most - before) / 1024.0 / 1024.0;
    }

    private sealed record Row(string What, bool IsBounded, Func<Task<int>> RunAsync);
}
