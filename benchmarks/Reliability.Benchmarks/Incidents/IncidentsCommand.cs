using Reliability.Benchmarks.Storage;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.Benchmarks.Incidents;

/// <summary>What a list, the open ones and a report of 10,000 incidents cost.</summary>
internal static class IncidentsCommand
{
    public const string Name = "incidents";

    private const int Items = 10_000;
    private const string Service = "shop";

    private static readonly string[] Causes = ["dns", "deployment", "capacity", "disk", "network"];
    private static readonly IncidentQuery First = new() { Service = Service };
    private static readonly IncidentReportQuery Report = new() { Service = Service, Periods = 24 };

    /// <summary>Measures every store and writes the report. Returns whether every bound is met.</summary>
    public static Task<bool> RunAsync() => new DocumentCost(
        Name,
        "10,000 incidents",
        Markdown.Text($"{Items:N0} incidents, all but a twentieth of them resolved."),
        Items,
        OpenAsync).RunAsync();

    private static async Task<IReadOnlyList<DocumentCost.Row>> OpenAsync(IReliabilityStore store)
    {
        var register = new IncidentRegister(store.Documents, [Service]);
        await FillAsync(register);
        return
        [
            new("the first 100", true, async () => (await register.ListAsync(First)).TotalCount),
            new("the open ones", true, async () => (await register.ListOpenAsync(Service)).Count),
            new("report", true, async () => (await register.GetReportAsync(Report)).Count),
        ];
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
                new IncidentImportBatch { Entries = entries, Rejected = [] }, new ChangeRequest { By = "benchmark", Reason = "fill" });
            if (report.AddedCount != chunk.Length)
            {
                throw new InvalidOperationException($"Of {chunk.Length} incidents, {report.AddedCount} were added.");
            }
        }
    }
}
