using System.Globalization;
using System.Text;
using Reliability.Incidents;

namespace WeeklyReviewSample;

/// <summary>The metrics as Markdown: the figure, its definition, and what does not count.</summary>
internal static class MetricsPage
{
    public static string Write(ImprovementReport report)
    {
        var page = new StringBuilder();
        page.Append("# Improvement metrics\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{report.Range.Start:yyyy-MM-dd HH:mm} to {report.Range.End:yyyy-MM-dd HH:mm} UTC, ");
        page.Append(CultureInfo.InvariantCulture, $"as known at {report.AsOf:yyyy-MM-dd HH:mm} UTC.\n\n");
        page.Append("| metric | figure | definition |\n|---|---|---|\n");
        foreach (ImprovementMetric metric in report.Metrics)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {metric.Name} | {metric} | {metric.Definition} |\n");
        }

        foreach (ImprovementMetric metric in report.Metrics.Where(metric => metric.Excluded.Count > 0))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## Not counted: {metric.Name}\n\n");
            foreach (IGrouping<string, MetricExclusion> reason in metric.Excluded.GroupBy(one => one.Reason))
            {
                string ids = string.Join(", ", reason.Select(one => $"`{Plain($"{one.Service}/{one.Id}")}`"));
                page.Append(CultureInfo.InvariantCulture, $"- {reason.Key}: {ids}\n");
            }
        }

        if (report.Recurrences.Count > 0)
        {
            page.Append("\n## Came again\n\n| incident | of | linked by | prevention of the earlier one when it came again |\n");
            page.Append("|---|---|---|---|\n");
            foreach (RecurringIncident one in report.Recurrences)
            {
                string by = one.IsExplicit ? "a person" : "service and cause";
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{Plain(one.Id)}` | `{Plain(one.OfId)}` | {by} | {Words(one.Prevention)} |\n");
            }
        }

        return page.ToString();
    }

    private static string Words(PreventionState state) => state switch
    {
        PreventionState.Open => "open",
        PreventionState.Done => "done",
        PreventionState.Cancelled => "cancelled",
        PreventionState.NeverFiled => "never filed",
        _ => "not known",
    };

    /// <summary>Text of a file as code in a table: no character ends the code or the cell, or changes the direction of the rest.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Select(c => IsPlain(c) ? c.ToString() : $"{{U+{(int)c:X4}}}"));

    private static bool IsPlain(char c) =>
        c is not ('`' or '|') && !char.IsControl(c) && char.GetUnicodeCategory(c) is not UnicodeCategory.Format;
}
