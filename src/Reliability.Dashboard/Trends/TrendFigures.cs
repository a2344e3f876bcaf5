using Reliability.Common.Internal;
using Reliability.Statistics;
using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>Turns reports on trends into what the pages show.</summary>
internal static class TrendFigures
{
    /// <param name="report">The report, on days.</param>
    /// <param name="feedProblem">Why nothing feeds the metric.</param>
    /// <param name="end">The end of the 90 days.</param>
    public static TrendRow Row(TrendReport report, string? feedProblem, DateTimeOffset end)
    {
        double?[] days = new double?[TrendsPart.Days];
        foreach (TrendPoint point in report.Points)
        {
            int day = Index(point.Start, end);
            if (day >= 0 && day < days.Length)
            {
                days[day] = Number(point.Value);
            }
        }

        TrendChange? change = Change(report);
        ConfidenceInterval? interval = change?.RatioInterval;
        return new TrendRow
        {
            Metric = report.Metric.Name,
            Service = report.Metric.Service,
            Description = report.Metric.Description,
            Verdict = report.Verdict.ToString(),
            Summary = report.Summary,
            Figure = TrendUnit.Name(report.Metric.AnalyzedFigure),
            Unit = report.Metric.Unit,
            Value = Number(report.CurrentValue),
            Change = Number(change?.Ratio),
            Low = Number(interval?.Lower),
            High = Number(interval?.Upper),
            LastShift = report.Shifts.Count > 0 ? Shift(report.Shifts[^1]) : null,
            FeedProblem = feedProblem,
            Days = days,
            ShiftDays = [.. report.Shifts.Select(shift => Index(shift.At, end)).Where(day => day is >= 0 and < TrendsPart.Days)],
        };
    }

    /// <summary>Returns the row of one value of a split metric.</summary>
    public static TrendValueRow Value(TrendReport report) => new()
    {
        Value = report.Value!,
        Verdict = report.Verdict.ToString(),
        Last = Number(report.CurrentValue),
        Change = Number(Change(report)?.Ratio),
    };

    public static TrendShiftRow Shift(MetricShift shift) => new()
    {
        At = shift.At,
        From = shift.Within.Start,
        To = shift.Within.End,
        Kind = shift.Kind.ToString(),
        Size = Number(shift.Size),
        Before = Number(shift.Before),
        After = Number(shift.After),
        Ratio = Number(shift.Ratio),
        PValue = Number(shift.PValue),
        Verdict = shift.Verdict.ToString(),
        AcceptedBy = shift.Acceptance?.By,
        Markers = [.. shift.Markers.Select(one => new MarkerRow { At = one.At, Kind = one.Kind, Text = one.Text })],
    };

    /// <summary>Returns the change that decides the verdict: that of the level if a lasting shift does, or else that of the line.</summary>
    public static TrendChange? Change(TrendReport report) => report.IsDecidedByLevels ? report.LevelChange : report.Trend?.Change;

    public static double? Number(double? value) => JsonNumber.Of(value);

    /// <summary>The place of a day among the 90; days on which clocks change are not 24 hours long.</summary>
    private static int Index(DateTimeOffset start, DateTimeOffset end) =>
        TrendsPart.Days - (int)Math.Round((end - start).TotalDays, MidpointRounding.AwayFromZero);
}
