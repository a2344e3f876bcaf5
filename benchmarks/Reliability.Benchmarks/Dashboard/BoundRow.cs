using System.Text;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>A figure with its bound.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Limit">The most that it may be.</param>
/// <param name="Unit">The unit of both.</param>
internal sealed record BoundRow(string What, double Value, double Limit, string Unit)
{
    public bool IsMet => Value <= Limit;

    /// <summary>Writes a table of rows, and returns whether every bound is met.</summary>
    public static bool Write(StringBuilder page, IReadOnlyList<BoundRow> rows)
    {
        page.AddLine($"");
        page.AddLine($"| what | measured | bound | verdict |");
        page.AddLine($"|---|--:|--:|---|");
        foreach (BoundRow row in rows)
        {
            string line = Markdown.Text(
                $"| {row.What} | {row.Value:0.##}{row.Unit} | {row.Limit:0.##}{row.Unit} | {(row.IsMet ? "met" : "**BROKEN**")} |");
            Console.WriteLine(line);
            page.AddLine($"{line}");
        }

        return rows.All(row => row.IsMet);
    }
}
