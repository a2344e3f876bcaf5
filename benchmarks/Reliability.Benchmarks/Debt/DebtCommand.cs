using Reliability.Benchmarks.Storage;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Storage;

namespace Reliability.Benchmarks.Debt;

/// <summary>What a list, the whole order and a report of 100,000 items cost. The documents take some 90 MiB as text.</summary>
internal static class DebtCommand
{
    public const string Name = "debt";

    private const int Items = 100_000;
    private const string Service = "shop";

    private static readonly Level[] Levels = [Level.Low, Level.Medium, Level.High];
    private static readonly DebtQuery Everything = new() { Status = null, MaxCount = int.MaxValue };

    /// <summary>Measures every store and writes the report. Returns whether every bound is met.</summary>
    public static Task<bool> RunAsync() => new DocumentCost(
        Name,
        "100,000 items of debt",
        Markdown.Text($"{Items:N0} items with descriptions of about 500 characters, a quarter of them resolved."),
        Items,
        OpenAsync).RunAsync();

    private static async Task<IReadOnlyList<DocumentCost.Row>> OpenAsync(IReliabilityStore store)
    {
        var register = new DebtRegister(store.Documents, Service);
        await FillAsync(register);
        return
        [
            new("the first 100", true, async () => (await register.ListAsync()).TotalCount),
            new("the whole order", false, async () => (await register.ListAsync(Everything)).Items.Count),
            new("report", true, async () => (await register.GetReportAsync()).TotalCount),
        ];
    }

    private static async Task FillAsync(DebtRegister register)
    {
        var random = new Random(20260301);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string text = string.Concat(Enumerable.Repeat("A query of the orders reads the whole table. ", 11));
        foreach (int[] chunk in Enumerable.Range(0, Items).Chunk(10_000))
        {
            DebtImportItem[] items = Array.ConvertAll(chunk, i => new DebtImportItem
            {
                SourceId = Markdown.Text($"issue {i}"),
                Definition = new DebtDefinition
                {
                    Title = Markdown.Text($"Item {i}"),
                    Description = text,
                    Impact = Levels[random.Next(3)],
                    Effort = Levels[random.Next(3)],
                    Owner = Markdown.Text($"team-{random.Next(20)}"),
                    Category = (DebtCategory)random.Next(1, 15),
                    Tags = ["orders", "sql"],
                    FoundAt = now.AddDays(-random.Next(40, 700)),
                },
                ResolvedAt = i % 4 == 0 ? now.AddDays(-random.Next(0, 40)) : null,
            });
            DebtImportReport report = await register.ImportAsync(
                new DebtImportBatch { Items = items, Rejected = [] }, new ChangeRequest { By = "benchmark", Reason = "fill" });
            if (report.AddedCount != chunk.Length)
            {
                throw new InvalidOperationException($"Of {chunk.Length} items, {report.AddedCount} were added.");
            }
        }
    }
}
