using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Trends;
using Spectre.Console;
using TrendReportSample.Reading;

namespace TrendReportSample.Output;

/// <summary>Shows a report in the terminal, the verdict first.</summary>
internal static class TerminalOutput
{
    private const int MaxOutliers = 20;

    public static void Write(IAnsiConsole console, TrendReport report, SeriesData data, ReportOptions options)
    {
        console.MarkupLineInterpolated($"[bold {Colour(report.Verdict)}]{report.Summary}[/]");
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{data.Name}[/]");
        console.MarkupLineInterpolated($"{Facts(report, data, options)}");
        WriteChart(console, report, options.Zone);
        console.WriteLine();
        WriteLine(console, report);
        foreach (string line in SeasonText.Weekly(report.Weekly).Concat(SeasonText.TimeOfDay(report.TimeOfDay)))
        {
            console.MarkupLineInterpolated($"{line}");
        }

        WriteShifts(console, report, options.Zone);
        WriteOutliers(console, report, options.Zone);
        ForecastOutput.Write(console, report, options.Zone);
    }

    private static string Facts(TrendReport report, SeriesData data, ReportOptions options)
    {
        string bucket = report.Resolution == SeriesResolution.Hour ? "hour" : "day";
        string missing = report.MissingCount > 0 ? $", {Shown.Count(report.MissingCount)} missing" : string.Empty;
        return $"{Shown.Count(data.Rows, "row")}, {Shown.Count(report.Points.Count, bucket)}{missing}; "
            + $"{options.Figure.ToString().ToLowerInvariant()} of each {bucket}; {options.Zone.Id}";
    }

    private static void WriteChart(IAnsiConsole console, TrendReport report, TimeZoneInfo zone)
    {
        var chart = new Chart(report, zone, console.Profile.Width, console.Profile.Capabilities.Unicode);
        foreach (string line in chart.Curve())
        {
            console.WriteLine(line);
        }

        if (chart.Shifts() is { } shifts)
        {
            console.WriteLine(shifts, new Style(Color.Yellow));
        }

        if (chart.Outliers() is { } outliers)
        {
            console.WriteLine(outliers, new Style(Color.Red));
        }
    }

    private static void WriteLine(IAnsiConsole console, TrendReport report)
    {
        if (report.Trend is not { } trend)
        {
            console.WriteLine("Line: none; there are too few points");
            return;
        }

        string interval = trend.SlopeInterval is { Lower: { } lower, Upper: { } upper }
            ? $" ({Shown.Signed(lower)} to {Shown.Signed(upper)})"
            : string.Empty;
        string ratio = trend.Change.Ratio is { } share ? $", {Shown.Percent(share)}" : string.Empty;
        console.MarkupLineInterpolated(
            $"Line: {Shown.Signed(trend.SlopePerDay)} a day{interval}, {Shown.PValue(trend.PValue)}");
        console.MarkupLineInterpolated($"  from {Shown.Number(trend.Change.Start)} to {Shown.Number(trend.Change.End)}{ratio}");
    }

    private static void WriteShifts(IAnsiConsole console, TrendReport report, TimeZoneInfo zone)
    {
        if (report.Shifts.Count == 0)
        {
            console.WriteLine("Shifts: none");
            return;
        }

        Table table = Tables.Columns(console, "", "shift", "kind", "before", "after", "size", "of it");
        foreach ((int index, MetricShift shift) in report.Shifts.Index())
        {
            string kind = shift.Kind == ShiftKind.Ramp
                ? $"ramp to {Tables.Time(report, LastPoint(report, shift), zone)}"
                : Name(shift.Kind);
            table.AddRow(
                Tables.Cell(Chart.Sign(index).ToString()),
                Tables.Cell(Tables.Time(report, shift.At, zone)),
                Tables.Cell(kind),
                Tables.Cell(Shown.Number(shift.Before)),
                Tables.Cell(Shown.Number(shift.After)),
                Tables.Cell(Shown.Signed(shift.Size)),
                Tables.Cell(shift.Ratio is { } ratio ? Shown.Percent(ratio) : "-"));
        }

        console.Write(table);
    }

    private static void WriteOutliers(IAnsiConsole console, TrendReport report, TimeZoneInfo zone)
    {
        if (report.Outliers.Count == 0)
        {
            console.WriteLine("Outliers: none");
            return;
        }

        Table table = Tables.Columns(console, "outlier", "weekday", "value", "expected", "difference");
        foreach (MetricOutlier outlier in report.Outliers.Take(MaxOutliers))
        {
            table.AddRow(
                Tables.Cell(Tables.Time(report, outlier.At, zone)),
                Tables.Cell(TimeZoneInfo.ConvertTime(outlier.At, zone).DayOfWeek.ToString()[..3]),
                Tables.Cell(Shown.Number(outlier.Value)),
                Tables.Cell(Shown.Number(outlier.Expected)),
                Tables.Cell(Shown.Signed(outlier.Value - outlier.Expected)));
        }

        console.Write(table);
        if (report.Outliers.Count > MaxOutliers)
        {
            console.MarkupLineInterpolated($"and {Shown.Count(report.Outliers.Count - MaxOutliers, "more outlier")}; --json lists all");
        }
    }

    /// <summary>The last hour or day of a ramp, whose range ends with it.</summary>
    private static DateTimeOffset LastPoint(TrendReport report, MetricShift shift) =>
        report.Points.Last(point => point.Start < shift.Within.End).Start;

    private static string Name(ShiftKind kind) => kind.ToString().ToLowerInvariant();

    private static string Colour(TrendVerdict verdict) => verdict switch
    {
        TrendVerdict.Improving => "green",
        TrendVerdict.Degrading => "red",
        TrendVerdict.Changing => "yellow",
        _ => "default",
    };
}
