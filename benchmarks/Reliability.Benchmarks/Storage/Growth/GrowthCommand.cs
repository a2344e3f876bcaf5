using System.Text;

namespace Reliability.Benchmarks.Storage.Growth;

/// <summary>How the cost of a flush grows with the number of objectives and of processes.</summary>
internal static class GrowthCommand
{
    private static readonly int[] SloCounts = [1, 10, 100, 1_000];
    private static readonly int[] ProducerCounts = [1, 4, 8];

    public static async Task RunAsync()
    {
        StringBuilder page = Markdown.Page("How the cost of a flush grows", "growth", $"{Machine.Describe()}\n{Machine.Load()}");
        page.AddLine($"");
        page.AddLine(
            $"Milliseconds of one flush of all objectives by one producer while all producers flush at the same moment: median (95th "
                + $"percentile).");
        page.AddLine($"");
        page.AddLine(
            $"| store | objectives | round trips | sent | "
                + $"{string.Join(" | ", ProducerCounts.Select(n => n == 1 ? "1 producer" : $"{n} producers"))} |");
        page.AddLine($"|---|--:|--:|--:|{string.Concat(ProducerCounts.Select(_ => "--:|"))}");
        foreach (Func<Task<StoreHost>> start in StoreHost.All)
        {
            await using StoreHost host = await start();
            foreach (int slos in SloCounts)
            {
                List<string> cells = [host.Name, Markdown.Text($"{slos:N0}"), .. await FlushTraffic.MeasureAsync(host, slos)];
                foreach (int producers in ProducerCounts)
                {
                    cells.Add(await FlushRounds.MeasureAsync(host, slos, producers));
                }

                string row = string.Join(" | ", cells);
                Console.WriteLine(row);
                page.AddLine($"| {row} |");
            }
        }

        Repository.WriteResult("storage-growth.md", page.ToString());
    }
}
