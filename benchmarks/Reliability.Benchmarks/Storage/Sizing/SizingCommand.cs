using System.Text;

namespace Reliability.Benchmarks.Storage.Sizing;

/// <summary>How much room an objective takes.</summary>
internal static class SizingCommand
{
    public static async Task RunAsync()
    {
        StringBuilder page = Markdown.Page("How much room an objective takes", "sizing", Machine.Describe());
        page.AddLine($"");
        page.AddLine(
            $"One objective, measured with {SizingFill.Slos} of them: a day of minutes and hours, written minute by minute, and "
                + $"{SizingFill.HourDays} days of hours");
        page.AddLine($"alone, written hour by hour. From both follows what is kept by default: 8 days of minutes and 400 days of hours.");
        page.AddLine($"");
        page.AddLine($"| store | sketches | minutes, a day | hours, a day | both, a day | 8 days of minutes + 400 days of hours |");
        page.AddLine($"|---|---|--:|--:|--:|--:|");
        foreach (Func<Task<StoreHost>> start in StoreHost.Durable)
        {
            foreach (bool withSketches in new[] { false, true })
            {
                string row = await RowAsync(start, withSketches);
                Console.WriteLine(row);
                page.AddLine($"| {row} |");
            }
        }

        Repository.WriteResult("storage-size.md", page.ToString());
    }

    private static async Task<string> RowAsync(Func<Task<StoreHost>> start, bool withSketches)
    {
        var fill = new SizingFill(withSketches);
        (string name, long day) = await GrownAsync(start, fill.DayAsync);
        (_, long hours) = await GrownAsync(start, fill.HoursAsync);
        double both = day / (double)SizingFill.Slos;
        double hour = hours / (double)SizingFill.Slos / SizingFill.HourDays;
        double minute = both - hour;
        return Markdown.Text(
            $"{name} | {(withSketches ? "yes" : "no")} | {minute / 1024:0.0} KB | {hour / 1024:0.00} KB | {both / 1024:0.0} KB | "
                + $"{((8 * minute) + (400 * hour)) / 1024 / 1024:0.0} MB");
    }

    private static async Task<(string Name, long Bytes)> GrownAsync(Func<Task<StoreHost>> start, Func<StoreHost, Task> fillAsync)
    {
        await using StoreHost host = await start();
        await SizingFill.OpenAsync(host);
        long before = await host.SizeAsync();
        await fillAsync(host);
        return (host.Name, await host.SizeAsync() - before);
    }
}
