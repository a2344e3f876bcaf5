using Reliability.Statistics;

namespace Reliability.Trends.Internal;

/// <summary>Judges a report again from the baseline that a person accepted.</summary>
internal static class Baseline
{
    /// <summary>
    /// Marks the accepted shifts of a report. If the newest one lies within the points, the verdict, the lines and the later shifts are
    /// those of the points after it.
    /// </summary>
    public static TrendReport Apply(TrendReport whole, TrendSeries series, TrendOptions options)
    {
        AcceptedShift[] inForce = [.. series.AcceptedShifts.Where(one => one.IsInForce && one.Metric == whole.Metric.Name)];
        if (inForce.Length == 0 || whole.Range is not { } range)
        {
            return whole;
        }

        MetricShift[] shifts = [.. whole.Shifts.Select(shift => shift with { Acceptance = AcceptanceOf(shift, inForce) })];
        AcceptedShift newest = inForce.MaxBy(one => one.BaselineStart)!;
        DateTimeOffset start = shifts.LastOrDefault(shift => shift.Acceptance == newest) is { } found
            ? found.Kind == ShiftKind.Ramp ? found.Within.End : found.At
            : newest.BaselineStart;
        if (start <= range.Start)
        {
            return whole with { Shifts = shifts };
        }

        TrendReport since = new TrendAnalysis(
            whole.Metric, series with { Points = [.. whole.Points.Where(point => point.Start >= start)], Hours = [] }, options).Run();
        TrendReport judged = whole with
        {
            Verdict = since.Verdict,
            Trend = since.Trend,
            LevelChange = since.LevelChange,
            IsDecidedByLevels = since.IsDecidedByLevels,
            LeastSquares = since.LeastSquares,
            Shifts = [.. shifts.Where(shift => shift.At <= start), .. since.Shifts],
            Baseline = newest,
            BaselineStart = start,
            SinceBaseline = since,
        };
        return judged with { Summary = TrendText.Summary(judged, options) };
    }

    private static AcceptedShift? AcceptanceOf(MetricShift shift, AcceptedShift[] inForce) =>
        Array.FindLast(inForce, one => SameShift.Is(SameShift.ToStored(one), shift));
}
