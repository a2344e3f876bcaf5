using System.Text.Json;
using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Storage.Sqlite;
using Spectre.Console;

namespace ExperimentSample;

/// <summary><c>simulate</c>: an experiment from its declaration to its conclusion.</summary>
internal static class SimulateCommand
{
    /// <summary>How many experiments without an effect are run to show what peeking does.</summary>
    public const int StudyRuns = 500;

    public static async Task<int> RunAsync(SimulateOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        await using IReliabilityStore store = Open(options);
        using var shop = new ShopExperiment(options, store);
        Experiment experiment = await shop.StartAsync(cancellationToken);
        var report = new SimulationReport(console, options);
        report.WriteHead(experiment);

        var looks = new List<Look>();
        ConcludeOutcome? early = null;
        await foreach (Look look in shop.RunAsync(experiment, cancellationToken))
        {
            looks.Add(look);
            if (looks.Count == 1 && look.Report.RunningFor < look.Report.Design.MinDuration)
            {
                early = await shop.ConcludeAsync(experiment, ShopExperiment.Treatment, cancellationToken);
            }
        }

        ExperimentReport final = looks[^1].Report;
        report.WriteAssignment(experiment, final, shop.Statistics);
        report.WriteLooks(looks);
        report.WriteStudy(PeekingStudy.Run(options, StudyRuns, cancellationToken));
        (SampleSums control, SampleSums treatment) = await shop.SumsAsync(ShopExperiment.Revenue, cancellationToken);
        Comparison adjusted = final.Metrics[1].Effects[0].Comparison;
        report.WriteVerdict(final, TwoSample.Means(control, treatment, adjusted.Alpha, adjusted.Stopping));
        report.WritePlanner(experiment.Definition);
        report.WritePlan(shop.Experiments, experiment);

        string ship = final.Winner ?? ShopExperiment.Control;
        ConcludeOutcome outcome = await shop.ConcludeAsync(experiment, ship, cancellationToken);
        Experiment? stored = await shop.Experiments.GetAsync(ShopExperiment.Key, cancellationToken);
        bool? isReproduced =
            stored?.Conclusion is { } conclusion ? Digits(ExperimentAnalysis.Reproduce(stored)) == Digits(conclusion.Report) : null;
        report.WriteConclusion(early, outcome, ship, isReproduced);
        return 0;
    }

    private static IReliabilityStore Open(SimulateOptions options)
    {
        try
        {
            return options.Store is { } file ? new SqliteStore(new SqliteStoreOptions { Path = file }) : new InMemoryStore();
        }
        catch (ArgumentException e)
        {
            // The message without what .NET adds for programmers.
            throw new UsageException($"--store: {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    /// <summary>All of a report, to the last digit.</summary>
    private static string Digits(ExperimentReport report) => JsonSerializer.Serialize(report);
}
