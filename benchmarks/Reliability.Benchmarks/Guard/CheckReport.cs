using System.Globalization;
using System.Text;

namespace Reliability.Benchmarks.Guard;

/// <summary>The results of a check as Markdown.</summary>
internal static class CheckReport
{
    public static string Table(IEnumerable<Verdict> verdicts)
    {
        var text = new StringBuilder();
        text.AddLine($"| what | bound | measured | verdict |");
        text.AddLine($"|---|---|---:|---|");
        foreach (Verdict verdict in verdicts)
        {
            string what = verdict.Subject is { } subject ? $"{subject.Category}: {subject.Title}" : verdict.Bound.Subject;
            text.AddLine($"| {what} | {verdict.Wanted} | {verdict.Got} | {(verdict.IsMet ? "met" : "**BROKEN**")} |");
        }

        return text.ToString();
    }

    public static string Page(string title, string arguments, string machine, IReadOnlyList<Measurement> measurements, string verdicts)
    {
        StringBuilder text = Markdown.Page(title, arguments, machine);
        text.AddLine($"");
        text.AddLine($"## Bounds");
        text.AddLine($"");
        text.Append(verdicts);
        text.AddLine($"");
        text.AddLine($"## Measurements");
        foreach (IGrouping<string, Measurement> category in measurements.GroupBy(m => m.Category))
        {
            Section(text, category.Key, [.. category]);
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, string category, Measurement[] measurements)
    {
        Measurement? peer = measurements.FirstOrDefault(m => m.IsBaseline);
        text.AddLine($"");
        text.AddLine($"### {category}");
        text.AddLine($"");
        text.AddLine($"| method | mean | error | {(peer is null ? "" : "ratio | ")}allocated |");
        text.AddLine($"|---|---:|---:|{(peer is null ? "" : "---:|")}---:|");
        foreach (Measurement m in measurements)
        {
            string ratio =
                peer is null ? "" : $"{(m.Nanoseconds / peer.Nanoseconds)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-"} | ";
            text.AddLine(
                $"| {m.Title} | {Measurement.Time(m.Nanoseconds)} | {Measurement.Time(m.ErrorNanoseconds)} | "
                    + $"{ratio}{m.AllocatedBytes:N0} B |");
        }
    }
}
