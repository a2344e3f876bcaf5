using Reliability.Debt.Internal;

namespace Reliability.Debt;

/// <summary>Writes reports on technical debt as Markdown.</summary>
public static class DebtMarkdown
{
    /// <summary>
    /// Returns a report as Markdown. The same report gives the same bytes in every culture and on every platform. Titles, owners and other
    /// texts of people are escaped, so that they are neither markup nor HTML.
    /// </summary>
    /// <param name="report">The report.</param>
    public static string Write(DebtReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new DebtMarkdownWriter(report).Write();
    }
}
