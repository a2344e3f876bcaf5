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
                string ids = string.Join(", ", reason.Select(one => $"`{one.Id.Replace('`', '\'')}`"));
                page.Append(CultureInfo.InvariantCulture, $"- {reason.Key}: {ids}\n");
            }
        }

        return page.ToString();
    }
}
