using System.Globalization;
using System.Text;
using Reliability.Common.Internal;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>Writes one report as Markdown.</summary>
internal sealed class MarkdownReport(TrendReport report, StringBuilder text)
{
    /// <summary>The most values in the table; a report can have 40,000 hours.</summary>
    private const int MaxRows = 100;

    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    private string When => report.Resolution == SeriesResolution.Hour ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd";

    public void Write()
    {
        Line($"# {MarkdownText.Escape(report.Metric.Name)}");
        Paragraph($"**{Verdict(report.Verdict)}**{MarkdownText.Escape(Rest(report.Summary))}");
        Figures();
        Chart();
        Shifts();
        Seasons();
        Outliers();
        Forecast();
        Values();
    }

    /// <summary>The summary begins with the verdict.</summary>
    private static string Rest(string summary) =>
        summary.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? summary[colon..] : ": " + summary;

    private static string Verdict(TrendVerdict verdict) =>
        verdict == TrendVerdict.InsufficientData ? "Not enough data" : verdict.ToString();

    private void Figures()
    {
        Head("figure", "value");
        if (report.Metric.Description is { Length: > 0 } description)
        {
            Row("description", MarkdownText.Escape(description));
        }

        Row("service", MarkdownText.Escape(report.Metric.Service));
        Row("analyzed", TrendText.Name(report.Metric.AnalyzedFigure));
        Row("values", Values(report.Points.Count, report.MissingCount, report.DroppedCount));
        if (report.Range is { } range)
        {
            Row("from, to", $"{Time(range.Start)}, {Time(range.End)}");
        }

        Row("current value", Value(report.CurrentValue));
        if (report is { Baseline: { } baseline, BaselineStart: { } start })
        {
            Row("baseline", $"since {Time(start)}, accepted by {MarkdownText.Escape(baseline.By)}: {MarkdownText.Escape(baseline.Reason)}");
        }

        if (report.Trend is { } trend)
        {
            Row("change", Change(trend.Change));
            Row("slope per day", $"{Number(trend.SlopePerDay)}{Interval(trend.SlopeInterval)}");
            Row("p", Number(trend.PValue));
        }

        Row("change that matters", Percent(report.Metric.MinimumEffect));
    }

    private void Chart()
    {
        if (report.Points.Count < 2)
        {
            return;
        }

        text.Append('\n').Append("```text\n");
        TrendChartText.Write(text, report, value => MarkdownText.Code(TrendText.Value(report.Metric, value)));
        text.Append("```\n");
    }

    private void Shifts()
    {
        if (report.Shifts.Count == 0)
        {
            return;
        }

        Section("Shifts");
        Head("at", "between", "kind", "before", "after", "change", "p", "at the same time as");
        foreach (MetricShift shift in report.Shifts)
        {
            Row(
                Time(shift.At),
                $"{Time(shift.Within.Start)} and {Time(shift.Within.End)}",
                $"{shift.Kind.ToString().ToLowerInvariant()}, {Verdict(shift.Verdict).ToLowerInvariant()}{Accepted(shift)}",
                Value(shift.Before),
                Value(shift.After),
                shift.Ratio is { } ratio ? Percent(ratio) : Value(shift.Size),
                Number(shift.PValue),
                string.Join(", ", shift.Markers.Select(marker => MarkdownText.Escape(marker.Text))));
        }
    }

    private static string Accepted(MetricShift shift) =>
        shift.Acceptance is { } acceptance ? $", accepted by {MarkdownText.Escape(acceptance.By)}" : string.Empty;

    private void Seasons()
    {
        (string Name, SeasonalPattern? Pattern)[] all = [("of a week", report.Weekly), ("of a day", report.TimeOfDay)];
        Section("Seasons");
        Head("pattern", "outcome", "p", "strength", "correlation", "highest", "lowest");
        foreach ((string name, SeasonalPattern? pattern) in all)
        {
            Row(
                name,
                pattern is null ? "no hours" : State(pattern.State),
                Number(pattern?.PValue),
                Number(pattern?.Strength),
                Number(pattern?.Correlation),
                pattern is { IsDetected: true } ? Phase(pattern, pattern.Profile.Max()) : string.Empty,
                pattern is { IsDetected: true } ? Phase(pattern, pattern.Profile.Min()) : string.Empty);
        }
    }

    private static string Phase(SeasonalPattern pattern, double effect) =>
        pattern.PhaseNames[pattern.Profile.TakeWhile(one => one != effect).Count()];

    private static string State(SeasonalityState state) => state switch
    {
        SeasonalityState.Seasonal => "found",
        SeasonalityState.NotSeasonal => "not found",
        SeasonalityState.TooFewCycles => "fewer than three periods",
        SeasonalityState.TooFewPoints => "too few values",
        SeasonalityState.Constant => "all values are equal",
        _ => "not tested",
    };

    private void Outliers()
    {
        if (report.Outliers.Count == 0)
        {
            return;
        }

        Section("Outliers");
        Head("at", "value", "expected");
        foreach (MetricOutlier outlier in report.Outliers)
        {
            Row(Time(outlier.At), Value(outlier.Value), Value(outlier.Expected));
        }
    }

    private void Forecast()
    {
        if (report.Forecast is not { } forecast)
        {
            return;
        }

        Section("Forecast");
        if (forecast.Threshold is { } reached)
        {
            Paragraph($"Threshold {Value(reached.Threshold)}: {MarkdownText.Escape(reached.Reason)}");
        }

        string level = Percent(forecast.Confidence);
        Head("at", "value", $"{level} from", $"{level} to");
        foreach (TrendForecastPoint point in forecast.Points.Take(MaxRows))
        {
            Row(Time(point.Start), Value(point.Value), Value(point.Low), Value(point.High));
        }
    }

    private void Values()
    {
        if (report.Points.Count == 0)
        {
            return;
        }

        Section("Values");
        if (report.Points.Count > MaxRows)
        {
            Paragraph(string.Create(_culture, $"The last {MaxRows} of {report.Points.Count}."));
        }

        bool hasValues = report.Points.Any(point => point.Average is not null);
        Head([.. (string[])["at", "value", "events"], .. hasValues ? (string[])["avg", "min", "max", "p95", "p99"] : []]);
        foreach (TrendPoint point in report.Points.TakeLast(MaxRows))
        {
            Row(
            [
                Time(point.Start), Value(point.Value), point.Count.ToString(_culture),
                .. hasValues
                    ? ((double?[])[point.Average, point.Min, point.Max, point.P95, point.P99]).Select(Number)
                    : [],
            ]);
        }
    }

    private static string Values(int count, int missing, int dropped)
    {
        string more = (missing, dropped) switch
        {
            (0, 0) => string.Empty,
            (_, 0) => string.Create(_culture, $" ({missing} missing)"),
            (0, _) => string.Create(_culture, $" ({dropped} dropped)"),
            _ => string.Create(_culture, $" ({missing} missing, {dropped} dropped)"),
        };
        return count.ToString(_culture) + more;
    }

    private string Change(TrendChange change)
    {
        string ends = $"{Value(change.Start)} to {Value(change.End)}";
        if (change.Ratio is not { } ratio)
        {
            return $"{ends}. {change.Reason}".TrimEnd();
        }

        string bounds = change.RatioInterval is { Lower: { } lower, Upper: { } upper }
            ? $" (95 %: {Percent(lower)} to {Percent(upper)})"
            : string.Empty;
        return $"{Percent(ratio)}{bounds}, from {ends}";
    }

    private static string Interval(ConfidenceInterval? interval) => interval is { Lower: { } lower, Upper: { } upper }
        ? $" (95 %: {Number(lower)} to {Number(upper)})"
        : string.Empty;

    private string Value(double? value) => value is { } one ? MarkdownText.Escape(TrendText.Value(report.Metric, one)) : "n/a";

    private static string Number(double? value) => value is { } one ? one.ToString("G4", _culture) : "n/a";

    private static string Percent(double share) => string.Create(_culture, $"{share * 100:0.#} %");

    private string Time(DateTimeOffset at) => at.ToString(When, _culture);

    private void Section(string title) => Line($"\n## {title}");

    private void Paragraph(string line) => Line($"\n{line}");

    private void Head(params ReadOnlySpan<string> cells)
    {
        text.Append('\n');
        Row(cells);
        text.Append('|');
        foreach (string _ in cells)
        {
            text.Append("---|");
        }

        text.Append('\n');
    }

    private void Row(params ReadOnlySpan<string> cells)
    {
        foreach (string cell in cells)
        {
            text.Append("| ").Append(cell).Append(cell.Length > 0 ? " " : string.Empty);
        }

        text.Append("|\n");
    }

    private void Line(string line) => text.Append(line).Append('\n');
}
