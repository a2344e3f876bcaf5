using AccessLogReport.Maintenance;
using AccessLogReport.Reporting;
using Reliability.Common;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Spectre.Console;

namespace AccessLogReport;

/// <summary>The main job: a log in, a replay into the store, a report out.</summary>
internal static class ReportCommand
{
    public static async Task<int> RunAsync(ReportOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using AccessLogReader reader = AccessLogSource.Open(options.Log);
        if (!reader.TryRead(out LogLine first))
        {
            throw new LogReadException(
                $"'{options.Log}' holds no line of an access log; {reader.Malformed} lines are malformed{Example(reader)}.");
        }

        ProbeOutput(options.Output);
        LogObjectives objectives = Objectives(options);
        var clock = new ReplayClock(TimeProvider.System);
        await using IReliabilityStore store = options.Store.Open();
        await store.InitializeAsync(cancellationToken);
        await using var replay = new LogReplay(reader, store.Series, objectives, clock);
        await ShowProgressAsync(console, reader, progress => replay.RunAsync(first, progress, cancellationToken));

        var budgets = new ErrorBudgets(store.Series, objectives.All, clock, LogReplay.Retention);
        LogReport report = await BuildAsync(options, reader, replay, budgets, objectives, clock.GetUtcNow(), cancellationToken);
        TerminalReport.Write(console, report, options.Store);

        string markdown = Path.Combine(options.Output, "reliability-report.md");
        string json = Path.Combine(options.Output, "reliability-report.json");
        await File.WriteAllTextAsync(markdown, MarkdownReport.Write(report), cancellationToken);
        await File.WriteAllTextAsync(json, JsonReport.Write(report), cancellationToken);
        console.WriteLine();
        console.MarkupLineInterpolated($"[grey]Written: {markdown}, {json}[/]");
        return replay.Damage is null ? 0 : 2;
    }

    /// <summary>What cannot be written in the end must be known before the work.</summary>
    private static void ProbeOutput(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"--output {folder} is not a folder; name one that exists.");
        }

        try
        {
            using FileStream probe = new(
                Path.Combine(folder, Path.GetRandomFileName()),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--output {folder} cannot be written: {e.Message}");
        }
    }

    private static LogObjectives Objectives(ReportOptions options)
    {
        try
        {
            return LogObjectives.For(options);
        }
        catch (ArgumentException e)
        {
            // The message without what .NET adds for programmers.
            throw new UsageException(e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static string Example(AccessLogReader reader) =>
        reader.Examples is [var example, ..]
            ? $", the first in line {example.LineNumber} ({example.Reason}): {example.Text}"
            : string.Empty;

    private static async Task ShowProgressAsync(IAnsiConsole console, AccessLogReader reader, Func<Action, Task> work)
    {
        Progress progress = console.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        await progress.StartAsync(async context =>
        {
            ProgressTask task = context.AddTask("Replaying", maxValue: Math.Max(1, reader.TotalBytes ?? 0));
            task.IsIndeterminate = reader.TotalBytes is null;
            await Task.Run(() => work(() => task.Value = reader.BytesRead));
            task.Value = task.MaxValue;
        });
    }

    private static async Task<LogReport> BuildAsync(
        ReportOptions options,
        AccessLogReader reader,
        LogReplay replay,
        ErrorBudgets budgets,
        LogObjectives objectives,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var range = new TimeRange(replay.First < now ? replay.First : now, now);

        // Each objective is read and judged on a thread of its own.
        ObjectiveReport?[] all = await Task.WhenAll(objectives.All.Select(slo => Task.Run(
            () => ReportAsync(slo, isOptional: slo == objectives.Latency, budgets, range, cancellationToken), cancellationToken)));
        ObjectiveReport[] reports = [.. all.OfType<ObjectiveReport>()];
        GateDecision gate = ReleaseGate.Decide(reports.Select(r => r.Report), now);
        RecorderStatistics statistics = replay.Statistics;
        return new LogReport
        {
            Log = Path.GetFileName(options.Log),
            Service = options.Service,
            From = range.Start,
            To = range.End,
            Lines = new LogCounts(
                reader.Lines,
                reader.Parsed,
                reader.Malformed,
                replay.LinesBefore,
                statistics.Flushed,
                statistics.Dropped,
                reader.IsUnfinished,
                replay.LinesBefore > reader.FinishedLines),
            MalformedExamples = reader.Examples,
            Damage = replay.Damage,
            Objectives = reports,
            Verdict = gate.Verdict,
            Reasons = gate.Reasons,
        };
    }

    /// <summary>Reports an objective, or returns nothing for an optional one that the log tells nothing about.</summary>
    private static async Task<ObjectiveReport?> ReportAsync(
        SloDefinition slo, bool isOptional, ErrorBudgets budgets, TimeRange range, CancellationToken cancellationToken)
    {
        if (isOptional && (await budgets.GetStatusAsync(slo.Name, cancellationToken)).State == BudgetState.NoData)
        {
            // The log does not tell how long requests took: not an objective that nobody measures, but none at all.
            return null;
        }

        AlertReplay alerts = await budgets.ReplayAlertsAsync(slo.Name, range, cancellationToken);
        return new ObjectiveReport(
            slo.Description,
            await budgets.GetReportAsync(slo.Name, cancellationToken),
            [.. slo.Alerts.Select(rule => rule.Name)],
            alerts.Episodes,
            alerts.Rules);
    }
}
