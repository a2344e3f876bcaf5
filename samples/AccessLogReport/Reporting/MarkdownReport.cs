using System.Text;
using Reliability.Releases;
using Reliability.Slos;

namespace AccessLogReport.Reporting;

/// <summary>The report for people who read it later.</summary>
internal static class MarkdownReport
{
    private static readonly TimeSpan[] BurnWindows = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(3)];

    public static string Write(LogReport report)
    {
        var text = new StringBuilder();
        Line(text, $"# Error budgets of {Cell(report.Service)}");
        Line(text);
        Line(text, $"From {Cell(report.Log)}, {ReportText.Time(report.From)} to {ReportText.Time(report.To)} UTC.");
        LogCounts lines = report.Lines;
        Line(
            text,
            $"{ReportText.Count(lines.Read)} lines, {ReportText.Count(lines.Parsed)} sound, {ReportText.Count(lines.Malformed)} "
                + $"malformed.");
        foreach (MalformedLine example in report.MalformedExamples)
        {
            Line(text, $"- line {example.LineNumber}, {Cell(example.Reason)}: {Code(example.Text)}");
        }

        if (report.Damage is { } damage)
        {
            Line(text);
            Line(text, $"**The log could not be read to its end:** {Cell(damage)}");
        }

        Line(text);
        Line(text, $"## Release: {report.Verdict.ToString().ToLowerInvariant()}");
        Line(text);
        if (report.Reasons.Count == 0)
        {
            Line(text, "Nothing speaks against it.");
        }

        foreach (GateReason reason in report.Reasons)
        {
            Line(text, $"- {reason.Verdict.ToString().ToLowerInvariant()}: {Cell(reason.Slo ?? "all")}: {Cell(reason.Message)}");
        }

        Line(text);
        Line(text, "## Budgets");
        Line(text);
        Line(text, "| objective | target | SLI | total | bad | allowed | consumed | remaining | state | burn 1 h | burn 6 h | burn 3 d |");
        Line(text, "|---|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|");
        foreach (SloReport slo in report.Objectives.Select(o => o.Report))
        {
            BudgetStatus status = slo.Status;
            string[] cells =
            [
                Cell(status.Slo), ReportText.Target(status.Target), ReportText.Percent(status.Sli, "0.####"),
                ReportText.Count(status.Total),
                ReportText.Count(status.Bad), ReportText.Count(status.Allowed), ReportText.Percent(status.Consumed, "0.#"),
                ReportText.Percent(status.Remaining, "0.#"), status.State.ToString(),
                .. BurnWindows.Select(window => ReportText.Burn(ReportText.BurnOver(slo, window))),
            ];
            Line(text, $"| {string.Join(" | ", cells)} |");
        }

        foreach (ObjectiveReport objective in report.Objectives)
        {
            WriteObjective(text, report, objective);
        }

        return text.ToString();
    }

    private static void WriteObjective(StringBuilder text, LogReport report, ObjectiveReport objective)
    {
        Line(text);
        Line(text, $"## {Cell(objective.Report.Status.Slo)}");
        Line(text);
        Line(text, $"{Cell(objective.Description ?? string.Empty)} Window: {ReportText.Window(objective.Report)}.");
        if (objective.Report.Status.Reason is { } reason)
        {
            Line(text, Cell(reason));
        }

        Line(text, ReportText.Forecast(objective.Report.Forecast));
        if (ReportText.Replayed(report, objective) is { } replayed)
        {
            Line(text, Cell(replayed));
        }

        Line(text);
        Line(text, "| alert rule | severity | fired | cleared | because |");
        Line(text, "|---|---|---|---|---|");
        foreach (AlertEpisode episode in objective.Episodes)
        {
            Line(
                text,
                $"| {Cell(episode.Rule)} | {episode.Severity.ToString().ToLowerInvariant()} | {ReportText.Time(episode.FiredAt)} | "
                    + $"{ReportText.Cleared(episode)} | {Cell(episode.Explanation)} |");
        }

        foreach (string rule in objective.Rules.Except(objective.Episodes.Select(e => e.Rule)))
        {
            Line(text, $"| {Cell(rule)} | | never | | |");
        }
    }

    private static void Line(StringBuilder text, string line = "") => text.Append(line).Append('\n');

    private static string Cell(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text.ReplaceLineEndings(" "))
        {
            if (c is '|' or '*' or '_' or '`' or '<' or '>' or '[' or ']' or '\\' or '#')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A code span that its content cannot end: the fence is longer than any run of backticks inside.</summary>
    private static string Code(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"{fence} {text} {fence}";
    }
}
