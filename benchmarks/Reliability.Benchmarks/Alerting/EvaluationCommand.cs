using System.Diagnostics;
using System.Text;
using Reliability.Alerting;
using Reliability.Benchmarks.Storage;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Benchmarks.Alerting;

/// <summary>What it costs to judge the alerts of a thousand objectives with four burn-rate rules each.</summary>
internal static class EvaluationCommand
{
    private const int Objectives = 1000;
    private const int Minutes = 3 * 24 * 60;
    private const int Rounds = 5;
    private const int StepsToTidy = 200;

    public static async Task RunAsync()
    {
        StringBuilder page = Markdown.Page("Judging the alerts of 1,000 objectives", "evaluation", Machine.Describe());
        page.AddLine($"");
        page.AddLine(
            $"{Objectives:N0} objectives with the four default rules, 3 days of minutes of all of them in the store; servers and "
                + $"evaluator on the same machine. The first judgement writes a document");
        page.AddLine(
            $"for each objective, many in one call; a quiet one (median of {Rounds}) finds nothing new. Calls are what the evaluator "
                + $"asks of the store, one after another.");
        page.AddLine($"");
        page.AddLine(
            $"| store | events a minute and objective | first | quiet | of which one objective | reads | rows read | document calls |");
        page.AddLine($"|---|--:|--:|--:|--:|--:|--:|--:|");
        (Func<Task<StoreHost>> Start, long Traffic)[] runs =
        [
            (StoreHost.All[0], 60),
            (StoreHost.All[0], 60_000_000),
            .. StoreHost.Durable.Select(start => (start, 60L)),
        ];
        foreach ((Func<Task<StoreHost>> start, long traffic) in runs)
        {
            string row = await RowAsync(start, traffic);
            Console.WriteLine(row);
            page.AddLine($"| {row} |");
        }

        Repository.WriteResult("alert-evaluation.md", page.ToString());
    }

    private static async Task<string> RowAsync(Func<Task<StoreHost>> start, long traffic)
    {
        await using StoreHost host = await start();
        await using IReliabilityStore store = host.Open();
        await store.InitializeAsync(CancellationToken.None);
        SloDefinition[] objectives =
        [
            .. Enumerable.Range(0, Objectives).Select(i => SloDefinition.Availability($"route-{i:000}", 99.9m) with { Service = "shop" }),
        ];
        await FillAsync(host, store, objectives, traffic);

        var series = new CountingSeriesStore(store.Series);
        var documents = new CountingDocumentStore(store.Documents);
        var evaluator = new AlertEvaluator(new ErrorBudgets(series, objectives), documents, store.Events, []);
        TimeSpan first = await TimeAsync(evaluator);
        (long reads, long rows, long calls) = (series.Calls, series.Rows, documents.Calls);
        List<TimeSpan> quiet = [];
        for (int i = 0; i < Rounds; i++)
        {
            (reads, rows, calls) = (series.Calls, series.Rows, documents.Calls);
            quiet.Add(await TimeAsync(evaluator));
        }

        quiet.Sort();
        TimeSpan median = quiet[Rounds / 2];
        return Markdown.Text(
            $"{host.Name} | {traffic:N0} | {first.TotalSeconds:0.00} s | {median.TotalSeconds:0.00} s | "
                + $"{median.TotalMilliseconds / Objectives:0.00} ms | {series.Calls - reads:N0} | {series.Rows - rows:N0} | "
                + $"{documents.Calls - calls:N0}");
    }

    private static async Task<TimeSpan> TimeAsync(AlertEvaluator evaluator)
    {
        JobClaim[] claims = [.. evaluator.Watched.Select(subject => new JobClaim
        {
            Subject = subject,
            Token = new FencingToken(1, 1),
            ClaimedAt = TimeProvider.System.GetUtcNow(),
            Lost = CancellationToken.None,
        })];
        long start = Stopwatch.GetTimestamp();
        AlertRound round = await evaluator.RunAsync(claims);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        Exception[] faults = [.. round.Outcomes.Select(one => one.Fault).OfType<Exception>(), .. round.DeliveryFaults];
        return faults.Length == 0 ? taken : throw faults[0];
    }

    private static async Task FillAsync(StoreHost host, IReliabilityStore store, SloDefinition[] objectives, long traffic)
    {
        DateTimeOffset from = SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow()).AddMinutes(-Minutes);
        for (int i = 0; i < Minutes; i++)
        {
            var bucket = new SeriesBucket(from.AddMinutes(i), traffic, traffic - (i % 1000 == 0 ? 1 : 0));
            await store.Series.AppendAsync(
                new SeriesBatch("shop", "fill", i + 1, objectives.Select(slo => new SeriesDelta(slo.Name, bucket))),
                CancellationToken.None);
            if (i % StepsToTidy == 0)
            {
                await host.TidyAsync();
            }
        }
    }
}
