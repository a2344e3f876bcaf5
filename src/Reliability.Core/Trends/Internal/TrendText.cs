using System.Globalization;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>Reports in plain words.</summary>
internal static class TrendText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Returns the verdict and its reasons, with the clearest shift, if there is one.</summary>
    /// <param name="report">The report, which needs no summary.</param>
    /// <param name="options">How it was judged.</param>
    /// <param name="emptyReason">Why there are no points, in sentences, if it is known.</param>
    public static string Summary(TrendReport report, TrendOptions options, string? emptyReason = null)
    {
        if (report.SinceBaseline is { } since)
        {
            MetricShift[] later = [.. report.Shifts.Where(shift => shift.At > report.BaselineStart)];
            return $"{Summary(since with { Shifts = later }, options)} {Baseline(report)}.";
        }

        string points = $"{Count(report.Points.Count, report.Resolution == SeriesResolution.Hour ? "hourly value" : "daily value")}";
        if (report.Trend is not { } trend)
        {
            return report.Points.Count == 0
                ? $"Not enough data: there are no values.{(emptyReason is null ? string.Empty : $" {emptyReason}")}"
                : string.Create(Culture, $"Not enough data: {points}; a trend needs at least {options.MinPoints}.");
        }

        string figure = Name(report.Metric.AnalyzedFigure);
        string text = report.Verdict == TrendVerdict.Stable
            ? $"Stable: {figure} {Stability(report, trend, options)}"
            : $"{report.Verdict}: {figure} {Change(report.Metric, DecidingChange(report))} "
                + $"over {Length(report)}";
        return $"{text}{Shift(report)}{Reaching(report)}.";
    }

    /// <summary>Returns a figure as the subject of a sentence.</summary>
    public static string Name(MetricFigure figure) => figure switch
    {
        MetricFigure.P50 => "the median",
        MetricFigure.P95 => "p95",
        MetricFigure.P99 => "p99",
        MetricFigure.Count => "the number of events",
        MetricFigure.GoodShare => "the share of good events",
        _ => "the mean",
    };

    /// <summary>Returns a value with its unit, such as "40 ms" or "97.5 %".</summary>
    public static string Value(MetricDefinition metric, double value)
    {
        if (metric.AnalyzedFigure == MetricFigure.Count)
        {
            return Number(value);
        }

        if (metric.AnalyzedFigure == MetricFigure.GoodShare)
        {
            return $"{Number(value * 100)} %";
        }

        return metric.Unit switch
        {
            "" => Number(value),
            "s" when value != 0 && Math.Abs(value) < 1 => $"{Number(value * 1000)} ms",
            _ => $"{Number(value)} {metric.Unit}",
        };
    }

    /// <summary>Returns the clause about the threshold: how many days are left, if that is clear, or that there are none.</summary>
    private static string Reaching(TrendReport report)
    {
        if (report.Forecast?.Threshold is not { } reached)
        {
            return string.Empty;
        }

        string threshold = Value(report.Metric, reached.Threshold);
        return reached switch
        {
            { Outcome: CrossingOutcome.AlreadyCrossed } => $"; it is already beyond its threshold of {threshold}",
            { Days: { } days, LowerDays: { } lower, UpperDays: { } upper } =>
                $"; it reaches {threshold} in {Count((long)Math.Ceiling(days), "day")} "
                + string.Create(Culture, $"({lower:0} to {upper:0}) if this goes on"),
            _ => string.Empty,
        };
    }

    /// <summary>Returns a shift as one sentence.</summary>
    public static string Explain(TrendReport report, MetricShift shift)
    {
        string ratio = shift.Ratio is { } share ? $" ({(share > 0 ? "+" : "-")}{Percent(Math.Abs(share))})" : string.Empty;
        string marker = shift.Markers.Count > 0 ? $", at the same time as {shift.Markers[0].Text}" : string.Empty;
        return $"{Name(report.Metric.AnalyzedFigure)} changed from {Value(report.Metric, shift.Before)} to "
            + $"{Value(report.Metric, shift.After)}{ratio} by a {Kind(shift)} on {Day(shift.At, report)}{marker}.";
    }

    /// <summary>Returns the change that decides the verdict. There must be a trend.</summary>
    public static TrendChange DecidingChange(TrendReport report) =>
        report.IsDecidedByLevels ? report.LevelChange! : report.Trend!.Change;

    /// <summary>Returns a sentence about a value of a split metric that degrades.</summary>
    /// <param name="part">The report on the value.</param>
    /// <param name="isMost">Whether the total degrades too.</param>
    public static string Degrades(TrendReport part, bool isMost) =>
        $"It degrades {(isMost ? "mostly " : string.Empty)}in {part.Value}: {Name(part.Metric.AnalyzedFigure)} "
        + $"{Change(part.Metric, DecidingChange(part))} there.";

    /// <summary>Returns by whom the baseline was accepted, and why, as a sentence without its period.</summary>
    public static string Baseline(TrendReport report) =>
        $"The baseline since {Day(report.BaselineStart!.Value, report)} was accepted by {report.Baseline!.By}: "
        + report.Baseline.Reason.TrimEnd('.');

    private static string Stability(TrendReport report, TrendLine trend, TrendOptions options)
    {
        string length = Length(report);
        if (trend.PValue is not { } p || p >= options.SignificanceLevel)
        {
            string chance = trend.PValue is { } known ? string.Create(Culture, $" (p = {known:0.###})") : string.Empty;
            return trend.Change.Absolute == 0 && trend.PValue is null or 1
                ? $"did not change over {length}"
                : $"shows no change over {length} that chance does not explain{chance}";
        }

        return $"{Change(report.Metric, trend.Change)} over {length}, which is less than the "
            + string.Create(Culture, $"{report.Metric.MinimumEffect * 100:0.##} % that matter");
    }

    private static string Change(MetricDefinition metric, TrendChange change)
    {
        string verb = change.Absolute > 0 ? "rose" : "fell";
        if (change.Ratio is not { } ratio)
        {
            return $"{verb} from {Value(metric, change.Start)} to {Value(metric, change.End)}";
        }

        // A fall of 12 % is told as a positive number, and so are its bounds.
        double sign = ratio < 0 ? -1 : 1;
        string bounds = change.RatioInterval is { Lower: { } lower, Upper: { } upper }
            ? $" ({Percent(sign < 0 ? -upper : lower)} to {Percent(sign < 0 ? -lower : upper)})"
            : string.Empty;
        return $"{verb} {Percent(sign * ratio)}{bounds}";
    }

    /// <summary>Returns the clause about the largest shift that is not a fault of the moment.</summary>
    private static string Shift(TrendReport report)
    {
        if (report.Shifts.MaxBy(shift => Math.Abs(shift.Size)) is not { } shift)
        {
            return string.Empty;
        }

        string sign = shift.Size > 0 ? "+" : "-";
        string marker = shift.Markers.Count > 0 ? $", at the same time as {shift.Markers[0].Text}" : string.Empty;
        string others = report.Shifts.Count > 1 ? $" and {Count(report.Shifts.Count - 1, "smaller shift")}" : string.Empty;
        return $"; a {Kind(shift)} of {sign}{Value(report.Metric, Math.Abs(shift.Size))} on {Day(shift.At, report)}{marker}{others}";
    }

    private static string Kind(MetricShift shift) => shift.Kind switch
    {
        ShiftKind.Ramp => "ramp",
        ShiftKind.Transient => "transient shift",
        _ => "step",
    };

    private static string Day(DateTimeOffset at, TrendReport report) => at.ToString(
        report.Resolution == SeriesResolution.Hour ? "d MMMM 'at' HH:mm" : "d MMMM", Culture);

    private static string Length(TrendReport report)
    {
        TimeSpan length = report.Range is { } range ? range.Length : TimeSpan.Zero;
        return length < TimeSpan.FromDays(2)
            ? Count((long)Math.Round(length.TotalHours), "hour")
            : Count((long)Math.Round(length.TotalDays), "day");
    }

    private static string Percent(double share) => string.Create(Culture, $"{share * 100:0.#} %");

    private static string Count(long n, string one) => string.Create(Culture, $"{n} {one}{(n == 1 ? string.Empty : "s")}");

    /// <summary>Returns a number with three significant digits, or all digits of a large integer part.</summary>
    private static string Number(double value) => Math.Abs(value) >= 1000
        ? value.ToString("#,0", Culture)
        : value.ToString("G3", Culture);
}
