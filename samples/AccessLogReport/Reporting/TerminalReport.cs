using Reliability.Releases;
using Reliability.Slos;
using Spectre.Console;

namespace AccessLogReport.Reporting;

/// <summary>The report for the person at the terminal.</summary>
internal static class TerminalReport
{
    /// <summary>Of each rule, the last episodes are shown; the written reports hold all.</summary>
    private const int EpisodesOfRule = 4;

    public static void Write(IAnsiConsole console, LogReport report, StoreAddress store)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            // A file or a pipe has no width of its own.
            console.Profile.Width = 140;
        }

        console.WriteLine();
        console.MarkupLineInterpolated(
            $"[bold]Error budgets of {report.Service}[/]  {ReportText.Time(report.From)} to {ReportText.Time(report.To)} UTC");
        WriteLines(console, report, store);
        console.WriteLine();
        console.Write(Budgets(report));
        foreach (ObjectiveReport objective in report.Objectives)
        {
            WriteObjective(console, report, objective);
        }

        WriteVerdict(console, report);
    }

    private static void WriteLines(IAnsiConsole console, LogReport report, StoreAddress store)
    {
        LogCounts lines = report.Lines;
        string added = $"{ReportText.Count(lines.Added)} events, one per line and objective, are new in {store}";
        console.MarkupLineInterpolated(
            $"{ReportText.Count(lines.Parsed)} of {ReportText.Count(lines.Read)} lines are sound; {added}");
        if (lines.Before > 0)
        {
            console.MarkupLineInterpolated($"[grey]The first {ReportText.Count(lines.Before)} lines were in it before.[/]");
        }

        if (lines.ShorterThanBefore)
        {
            const string Other = "If this is another log, give it a --service of its own.";
            console.MarkupLineInterpolated($"[yellow]A longer log with the same first line was in it before. {Other}[/]");
        }

        if (lines.Unfinished)
        {
            console.MarkupLineInterpolated($"[grey]The last line is not finished (it has no line feed) and waits for the next run.[/]");
        }

        if (lines.Dropped > 0)
        {
            console.MarkupLineInterpolated(
                $"[yellow]{ReportText.Count(lines.Dropped)} events lie in the future or more than ten years back and were left out.[/]");
        }

        foreach (MalformedLine example in report.MalformedExamples)
        {
            console.MarkupLineInterpolated($"  [yellow]line {example.LineNumber}[/] {example.Reason}");
            console.MarkupLineInterpolated($"    [grey]{example.Text}[/]");
        }

        if (lines.Malformed > report.MalformedExamples.Count)
        {
            console.MarkupLineInterpolated(
                $"  [yellow]and {ReportText.Count(lines.Malformed - report.MalformedExamples.Count)} more malformed lines[/]");
        }

        if (report.Damage is { } damage)
        {
            console.MarkupLineInterpolated($"[red]{damage}[/]");
        }
    }

    private static Table Budgets(LogReport report)
    {
        Table table = new Table().RoundedBorder().AddColumn("objective");
        foreach (string column in new[] { "target", "SLI", "bad / total", "allowed", "consumed", "remaining", "burn 1h", "6h", "3d" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn("state");
        foreach (SloReport slo in report.Objectives.Select(o => o.Report))
        {
            BudgetStatus status = slo.Status;
            string[] burns = [.. new[] { 1, 6, 72 }.Select(hours => ReportText.Burn(ReportText.BurnOver(slo, TimeSpan.FromHours(hours))))];
            string[] cells =
            [
                status.Slo, ReportText.Target(status.Target), ReportText.Percent(status.Sli, "0.####"),
                $"{ReportText.Count(status.Bad)} / {ReportText.Count(status.Total)}", ReportText.Count(status.Allowed),
                ReportText.Percent(status.Consumed, "0.#"), ReportText.Percent(status.Remaining, "0.#"), .. burns,
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell)), new Text(status.State.ToString(), Color(status.State))]);
        }

        return table;
    }

    private static void WriteObjective(IAnsiConsole console, LogReport report, ObjectiveReport objective)
    {
        BudgetStatus status = objective.Report.Status;
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{status.Slo}[/]  {objective.Description} [grey]({ReportText.Window(objective.Report)})[/]");
        if (status.Reason is { } reason)
        {
            console.MarkupLineInterpolated($"{reason}");
        }

        console.MarkupLineInterpolated($"{ReportText.Forecast(objective.Report.Forecast)}");
        if (ReportText.Replayed(report, objective) is { } replayed)
        {
            console.MarkupLineInterpolated($"[yellow]{replayed}[/]");
        }

        if (objective.Episodes.Count == 0)
        {
            console.MarkupLineInterpolated($"No alert would have fired ({string.Join(", ", objective.Rules)}).");
            return;
        }

        Table table = new Table().RoundedBorder().AddColumns("alert rule", "severity", "fired", "cleared", "because");
        AlertEpisode[] shown =
        [
            .. objective.Episodes.GroupBy(e => e.Rule).SelectMany(rule => rule.TakeLast(EpisodesOfRule)).OrderBy(e => e.FiredAt),
        ];
        foreach (AlertEpisode episode in shown)
        {
            var style = new Style(episode.Severity == AlertSeverity.Page ? Spectre.Console.Color.Red : Spectre.Console.Color.Yellow);
            table.AddRow(
                new Text(episode.Rule),
                new Text(episode.Severity.ToString().ToLowerInvariant(), style),
                new Text(ReportText.Time(episode.FiredAt)),
                new Text(ReportText.Cleared(episode)),
                new Text(episode.Explanation));
        }

        console.Write(table);
        if (shown.Length < objective.Episodes.Count)
        {
            IEnumerable<string> counts = objective.Episodes.CountBy(e => e.Rule).Select(rule => $"{rule.Key} {rule.Value}x");
            string all = string.Join(", ", counts);
            console.MarkupLineInterpolated(
                $"[grey]The last {EpisodesOfRule} of each rule; in all {all}. The written reports hold every one.[/]");
        }

        string[] silent = [.. objective.Rules.Except(objective.Episodes.Select(e => e.Rule))];
        if (silent.Length > 0)
        {
            console.MarkupLineInterpolated($"[grey]Never fired: {string.Join(", ", silent)}.[/]");
        }
    }

    private static void WriteVerdict(IAnsiConsole console, LogReport report)
    {
        console.WriteLine();
        (string word, Color color) = report.Verdict switch
        {
            GateVerdict.Allow => ("ALLOW", Spectre.Console.Color.Green),
            GateVerdict.Warn => ("WARN", Spectre.Console.Color.Yellow),
            _ => ("BLOCK", Spectre.Console.Color.Red),
        };
        console.Write(new Text("Release gate: "));
        console.Write(new Text(word, new Style(color, decoration: Decoration.Bold)));
        console.WriteLine();
        foreach (GateReason reason in report.Reasons)
        {
            console.MarkupLineInterpolated($"  {reason.Verdict.ToString().ToLowerInvariant()}  {reason.Slo ?? "all"}: {reason.Message}");
        }
    }

    private static Style Color(BudgetState state) => new(state switch
    {
        BudgetState.Healthy => Spectre.Console.Color.Green,
        BudgetState.Exhausted => Spectre.Console.Color.Red,
        _ => Spectre.Console.Color.Yellow,
    });
}
