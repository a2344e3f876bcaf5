using AccessLogReport.Maintenance;
using AccessLogReport.Reporting;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage.Sqlite;
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

        if (!Directory.Exists(options.Output))
        {
            throw new UsageException($"--output {options.Output} is not a folder; name one that exists.");
        }

        LogObjectives objectives = Objectives(first, options);
        var clock = new ReplayClock(TimeProvider.System);
        await using var store = new SqliteSeriesStore(new SqliteStoreOptions { Path = options.Database });
        await store.InitializeAsync(cancellationToken);
        await using var replay = new LogReplay(reader, store, objectives, clock);
        await ShowProgressAsync(console, reader, progress => replay.RunAsync(first, progress, cancellationToken));

        var budgets = new ErrorBudgets(store, objectives.All, clock, LogReplay.Retention);
        LogReport report = await BuildAsync(options, reader, replay, budgets, objectives, clock.GetUtcNow(), cancellationToken);
        TerminalReport.Write(console, report);

        string markdown = Path.Combine(options.Output, "reliability-report.md");
        string json = Path.Combine(options.Output, "reliability-report.json");
        await File.WriteAllTextAsync(markdown, MarkdownReport.Write(report), cancellationToken);
        await File.WriteAllTextAsync(json, JsonReport.Write(report), cancellationToken);
        console.WriteLine();
        console.MarkupLineInterpolated($"[grey]Written: {markdown}, {json}[/]");
        return replay.Damage is null ? 0 : 2;
    }

    private static LogObjectives Objectives(LogLine first, ReportOptions options)
    {
        try
        {
            return LogObjectives.For(first, options);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static string Example(AccessLogReader reader) =>
        reader.Examples is [var example, ..] ? $", the first in line {example.LineNumber} ({example.Reason}): {example.Text}" : string.Empty;

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
        var range = new TimeRange(replay.First is { } first && first < now ? first : now, now);
        var reports = new List<ObjectiveReport>();
        foreach (SloDefinition slo in objectives.All)
        {
            reports.Add(new ObjectiveReport(
                slo.Description,
                await budgets.GetReportAsync(slo.Name, cancellationToken),
                [.. slo.Alerts.Select(rule => rule.Name)],
                await budgets.GetAlertHistoryAsync(slo.Name, range, cancellationToken)));
        }

        GateDecision gate = ReleaseGate.Decide(reports.Select(r => r.Report), now);
        RecorderStatistics statistics = replay.Statistics;
        return new LogReport
        {
            Log = Path.GetFileName(options.Log),
            Database = options.Database,
            Service = options.Service,
            From = range.Start,
            To = range.End,
            Lines = new LogCounts(reader.Lines, reader.Parsed, reader.Malformed, replay.LinesBefore, statistics.Flushed, statistics.Dropped),
            MalformedExamples = reader.Examples,
            Damage = replay.Damage,
            Objectives = reports,
            Verdict = gate.Verdict,
            Reasons = gate.Reasons,
        };
    }
}
