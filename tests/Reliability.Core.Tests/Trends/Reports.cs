using Reliability.Common;
using Reliability.Statistics;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

/// <summary>Short ways to write what a report found.</summary>
internal static class Reports
{
    /// <summary>Returns a report on the days before a day, counted from <see cref="Series.Monday"/>.</summary>
    public static TrendReport Of(int day, TrendVerdict verdict, params MetricShift[] shifts) =>
        Trend.Analyze(Series.Latency, new TrendSeries { Points = [] }) with
        {
            Verdict = verdict,
            Summary = $"{verdict}.",
            Range = new TimeRange(Series.Monday.AddDays(day - 90), Series.Monday.AddDays(day)),
            Shifts = shifts,
        };

    /// <summary>Returns a shift from 300 ms on a day, found up to some days beside it.</summary>
    public static MetricShift Shift(int day, double size = 0.1, int beside = 1, ShiftKind kind = ShiftKind.Step) => new()
    {
        At = Series.Monday.AddDays(day),
        Within = new TimeRange(Series.Monday.AddDays(day - beside), Series.Monday.AddDays(day + beside + 1)),
        Kind = kind,
        Size = size,
        Before = 0.3,
        After = 0.3 + size,
        Ratio = size / 0.3,
        PValue = 0.0001,
        Verdict = size > 0 ? TrendVerdict.Degrading : TrendVerdict.Improving,
    };

    public static AcceptedShift Accepted(MetricShift shift, DateTimeOffset at, string id = "a-1") => new()
    {
        Id = id,
        Service = Series.Latency.Service,
        Metric = Series.Latency.Name,
        At = shift.At,
        Within = shift.Within,
        Kind = shift.Kind,
        Size = shift.Size,
        By = "ana",
        Reason = "new fraud check, agreed",
        AcceptedAt = at,
    };
}
