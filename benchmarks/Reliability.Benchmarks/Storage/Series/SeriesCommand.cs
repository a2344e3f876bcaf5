using System.Text;
using Reliability.Benchmarks.Storage.Sizing;

namespace Reliability.Benchmarks.Storage.Series;

/// <summary>What sketches cost: in a flush, in the server, in a fold, when they are read, and in space.</summary>
internal static class SeriesCommand
{
    public const string Name = "series";

    private const double ContendedBound = 2.5;
    private const double ServerBound = 1.5;
    private const double FoldBound = 600;
    private const double ReadBound = 2;
    private const int Producers = 8;
    private const int Rounds = 120;
    private const int ContendedRounds = 40;
    private const int CountedRounds = 8;
    private const int CountedFlushes = 15;

    private static readonly int[] Events = [10, 100];

    /// <summary>Measures and writes the reports. Returns whether every bound is met.</summary>
    public static async Task<bool> RunAsync()
    {
        StringBuilder page = Markdown.Page("What sketches cost", $"check {Name}", $"{Machine.Describe()}\n{Machine.Load()}");
        page.AddLine($"");
        page.AddLine($"Flushes of {LatencyWorkload.SeriesCount} series with sketches and the same flushes without, in turns on one store.");
        page.AddLine($"A ratio is the median of the ratios of pairs; the middle half of them lies within the brackets.");
        page.AddLine($"");
        page.AddLine($"| store | what | with sketches | without | measured | bound | verdict |");
        page.AddLine($"|---|---|--:|--:|--:|--:|---|");
        bool isMet = true;
        foreach (SeriesTarget target in SeriesTarget.All)
        {
            await using StoreHost host = await target.StartAsync();
            await foreach (SeriesRow row in MeasureAsync(target, host))
            {
                isMet &= row.IsMet;
                string line = row.ToLine(host.Name);
                Console.WriteLine(line);
                page.AddLine($"{line}");
            }
        }

        Repository.WriteResult("series.md", page.ToString());
        isMet &= await SizingCommand.RunAsync();
        Console.WriteLine(isMet ? "Every bound is met." : "A BOUND IS BROKEN.");
        return isMet;
    }

    private static async IAsyncEnumerable<SeriesRow> MeasureAsync(SeriesTarget target, StoreHost host)
    {
        LatencyWorkload[] workloads = [.. Events.Select(events => new LatencyWorkload(events))];
        foreach (LatencyWorkload workload in workloads)
        {
            await using (var one = new FlushPair(host, workload, 1))
            {
                yield return SeriesRow.Of(
                    $"flush, {workload.Events} events a series", "ms", await one.TimeAsync(Rounds), target.FlushBound);
                if (host.FlushCost is { } cost)
                {
                    Pairs costs = await one.CountAsync(CountedFlushes, CountedRounds, cost.ReadAsync);
                    yield return SeriesRow.Of($"{cost.What} of that flush", cost.Unit, costs, ServerBound);
                }
            }

            await using var all = new FlushPair(host, workload, Producers);
            yield return SeriesRow.Of(
                $"flush of {Producers} producers at once, {workload.Events} events a series",
                "ms",
                await all.TimeAsync(ContendedRounds),
                ContendedBound);
        }

        (double client, double server) = await FoldCost.MeasureAsync(host, workloads[0]);
        yield return new SeriesRow(
            $"fold of a minute, processor time of client + server",
            Markdown.Text($"{client:0} + {server:0} ms"),
            "-",
            Markdown.Text($"{client + server:0} ms"),
            client + server,
            FoldBound,
            "ms");

        Pairs days = await DayReads.TimeAsync(host, target.OpenPeerAsync);
        yield return SeriesRow.Of("90 days read and merged; their bytes read", "ms", days, ReadBound);
        double decoding = DayReads.TimeDecoding();
        string time = Markdown.Text($"{decoding:0.00} ms");
        yield return new SeriesRow("the same sketches decoded and merged in memory", time, "-", time, decoding, null, "ms");
        if (host.Port is not null)
        {
            double trips = await DayReads.RoundTripsAsync(host);
            string text = Markdown.Text($"{trips:0.#}");
            yield return new SeriesRow("round trips of that read", text, "-", text, trips, 1, "");
        }
    }
}
