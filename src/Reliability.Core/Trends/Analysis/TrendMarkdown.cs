using System.Text;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <summary>Writes reports on trends as Markdown.</summary>
public static class TrendMarkdown
{
    /// <summary>
    /// Returns a report as Markdown: the verdict, the key figures, a small chart, shifts, seasons, outliers, and the values. The same
    /// report
    /// gives the same bytes in every culture and on every platform. Texts of the metric and of markers are escaped, so that they are
    /// neither
    /// markup nor HTML.
    /// </summary>
    /// <param name="report">The report.</param>
    public static string Write(TrendReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        new MarkdownReport(report, text).Write();
        return text.ToString();
    }
}
