using System.Text;

namespace Reliability.Benchmarks.Storage.Sizing;

/// <summary>How much space an objective takes.</summary>
internal static class SizingCommand
{
    private const int HoursPerDay = 24;
    private const int ManyProducers = 10;
    private const int ManyProducersHours = 4;
    private const double ManyProducersBound = 1.5;
    private const double Megabyte = 1024 * 1024;

    private static readonly SizingTarget[] Targets =
    [
        new(StoreHost.StartSqliteAsync, DayBound: 0.35, RetentionBound: 7),
        new(StoreHost.StartPostgresAsync, DayBound: 0.9, RetentionBound: 12),
        new(StoreHost.StartRedisAsync, DayBound: 0.55, RetentionBound: 8),
    ];

    /// <summary>Measures and writes the report. Returns whether every bound is met.</summary>
    public static async Task<bool> RunAsync()
    {
        StringBuilder page = Markdown.Page("How much space an objective takes", "sizing", Machine.Describe());
        page.AddLine($"");
        page.AddLine($"One objective, measured with {SizingFill.Slos} of them. A day is written minute by minute in all tiers, and folded");
        page.AddLine($"after each minute. What is kept by default is 8 days of minutes, 400 days of hours and 1,826 days, the");
        page.AddLine($"latest 1, 45 and 1,826 days of them with sketches, written tier by tier. An availability objective has no");
        page.AddLine($"sketches.");
        page.AddLine($"");
        page.AddLine($"| store | objective | what | measured | bound | verdict |");
        page.AddLine($"|---|---|---|--:|--:|---|");
        bool isMet = true;
        foreach (SizingTarget target in Targets)
        {
            foreach (SizingRow row in await MeasureAsync(target))
            {
                isMet &= row.IsMet;
                string line = row.ToLine();
                Console.WriteLine(line);
                page.AddLine($"{line}");
            }
        }

        Repository.WriteResult("storage-size.md", page.ToString());
        return isMet;
    }

    private static async Task<SizingRow[]> MeasureAsync(SizingTarget target)
    {
        (SizingFill outcomes, SizingFill latencies) = (new(withSketches: false), new(withSketches: true));
        (string name, double plainDay) = await GrownAsync(host => outcomes.HoursAsync(host, HoursPerDay, 1));
        (_, double plainKept) = await GrownAsync(outcomes.DefaultRetentionAsync);
        (_, double day) = await GrownAsync(host => latencies.HoursAsync(host, HoursPerDay, 1));
        (_, double one) = await GrownAsync(host => latencies.HoursAsync(host, ManyProducersHours, 1));
        (_, double many) = await GrownAsync(host => latencies.HoursAsync(host, ManyProducersHours, ManyProducers));
        (_, double kept) = await GrownAsync(latencies.DefaultRetentionAsync);
        return
        [
            new(name, "availability", "a day of one producer", plainDay, "MB", null),
            new(name, "availability", "default retention", plainKept, "MB", null),
            new(name, "latency", "a day of one producer", day, "MB", target.DayBound),
            new(name, "latency", $"{ManyProducersHours} hours of one producer", one, "MB", null),
            new(name, "latency", $"{ManyProducersHours} hours of {ManyProducers} producers", many, "MB", null),
            new(name, "latency", $"{ManyProducers} producers against one", many / one, "x", ManyProducersBound),
            new(name, "latency", "default retention", kept, "MB", target.RetentionBound),
        ];

        async Task<(string Name, double Megabytes)> GrownAsync(Func<StoreHost, Task> fillAsync)
        {
            await using StoreHost host = await target.StartAsync();
            await SizingFill.OpenAsync(host);
            long before = await host.SizeAsync();
            await fillAsync(host);
            return (host.Name, (await host.SizeAsync() - before) / Megabyte / SizingFill.Slos);
        }
    }

    private sealed record SizingTarget(Func<Task<StoreHost>> StartAsync, double DayBound, double RetentionBound);

    private sealed record SizingRow(string Store, string Objective, string What, double Value, string Unit, double? Bound)
    {
        public bool IsMet => Bound is not { } bound || Value <= bound;

        public string ToLine() => Markdown.Text(
            $"| {Store} | {Objective} | {What} | {Value:0.000} {Unit} | {(Bound is { } bound ? Markdown.Text($"{bound} {Unit}") : "-")} | "
                + $"{(Bound is null ? "-" : IsMet ? "met" : "**BROKEN**")} |");
    }
}
