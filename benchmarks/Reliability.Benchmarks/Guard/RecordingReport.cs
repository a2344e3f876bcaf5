using System.Globalization;
using System.Text;

namespace Reliability.Benchmarks.Guard;

/// <summary>The results as Markdown.</summary>
internal static class RecordingReport
{
    public static string Table(IEnumerable<Verdict> verdicts)
    {
        var text = new StringBuilder();
        Line(text, $"| what | bound (and 0 B) | measured | verdict |");
        Line(text, $"|---|---|---:|---|");
        foreach (Verdict verdict in verdicts)
        {
            string what = verdict.Subject is { } subject ? $"{subject.Category}: {subject.Title}" : verdict.Bound.Subject;
            Line(text, $"| {what} | {verdict.Wanted} | {verdict.Got} | {(verdict.IsMet ? "met" : "**BROKEN**")} |");
        }

        return text.ToString();
    }

    public static string Page(string command, string machine, IReadOnlyList<Measurement> measurements, string verdicts)
    {
        var text = new StringBuilder();
        Line(text, $"# Recording: measured against its peers");
        Line(text, $"");
        Line(text, $"Written by the command; `benchmarks/README.md` says what is measured and how to read it.");
        Line(text, $"");
        Line(text, $"```");
        Line(text, $"{command}");
        Line(text, $"```");
        Line(text, $"");
        Line(text, $"```");
        Line(text, $"{machine}");
        Line(text, $"```");
        Line(text, $"");
        Line(text, $"## Bounds");
        Line(text, $"");
        text.Append(verdicts);
        Line(text, $"");
        Line(text, $"## Measurements");
        foreach (IGrouping<string, Measurement> category in measurements.GroupBy(m => m.Category))
        {
            Section(text, category.Key, [.. category]);
        }

        return text.ToString();
    }

    private static void Section(StringBuilder text, string category, Measurement[] measurements)
    {
        // The peers stand first; where there are none, there is nothing to relate to.
        Measurement? peer = measurements.FirstOrDefault(m => m.Method == nameof(Recording.OutcomeBenchmarks.Prometheus));
        Line(text, $"");
        Line(text, $"### {category}");
        Line(text, $"");
        Line(text, $"| method | mean | error | {(peer is null ? "" : "ratio | ")}allocated |");
        Line(text, $"|---|---:|---:|{(peer is null ? "" : "---:|")}---:|");
        foreach (Measurement m in measurements)
        {
            string ratio = peer is null ? "" : $"{m.Nanoseconds / peer.Nanoseconds:0.00} | ";
            Line(text, $"| {m.Title} | {m.Nanoseconds:0.00} ns | {m.ErrorNanoseconds:0.00} ns | {ratio}{m.AllocatedBytes} B |");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
