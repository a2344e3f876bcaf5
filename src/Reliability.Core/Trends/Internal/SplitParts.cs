using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>The values of a split metric: their series, their reports, and the one that degrades most.</summary>
internal static class SplitParts
{
    /// <summary>Returns the series of a value, or that of the total for <see langword="null"/>.</summary>
    public static SeriesId SeriesOf(MetricDefinition metric, string? value)
    {
        SeriesId total = metric.Series.Id;
        return value is null ? total : Owned.Value(total, metric.SplitBy!, value);
    }

    /// <summary>Returns the points of a value.</summary>
    /// <remarks>
    /// A value has no buckets of its own for quiet times. When the total was measured and the value had no event, its count is 0, and not a
    /// gap: a region that goes quiet would otherwise seem stable.
    /// </remarks>
    /// <param name="metric">The metric.</param>
    /// <param name="buckets">The buckets of the value.</param>
    /// <param name="total">The buckets of the total.</param>
    public static List<TrendPoint> PointsOf(
        MetricDefinition metric, IReadOnlyList<SeriesBucket> buckets, IReadOnlyList<SeriesBucket> total)
    {
        List<TrendPoint> points = BucketPoints.Of(buckets, metric.Kind, metric.AnalyzedFigure);
        if (metric.AnalyzedFigure != MetricFigure.Count || points.Count == 0)
        {
            return points;
        }

        HashSet<DateTimeOffset> known = [.. points.Select(point => point.Start)];
        DateTimeOffset first = points[0].Start;
        points.AddRange(total.Where(bucket => bucket.Start > first && !known.Contains(bucket.Start))
            .Select(bucket => new TrendPoint { Start = bucket.Start, Value = 0, Count = 0 }));
        return points;
    }

    /// <summary>
    /// Names the value that degrades most in the report of the total: of those whose own trend degrades, the one with the largest change
    /// relative to its start. The significance level is divided by the number of values, because each of them is another chance of error.
    /// </summary>
    /// <param name="report">The report on the total.</param>
    /// <param name="values">The values.</param>
    /// <param name="points">The points of each value.</param>
    /// <param name="series">The series of the total.</param>
    /// <param name="options">How the total was judged.</param>
    public static TrendReport Name(
        TrendReport report, IReadOnlyList<string> values, IReadOnlyList<List<TrendPoint>> points, TrendSeries series, TrendOptions options)
    {
        if (values.Count == 0)
        {
            return report;
        }

        TrendOptions strict = options with
        {
            SignificanceLevel = options.SignificanceLevel / values.Count,
            FalseAlarmProbability = Math.Max(0.000001, options.FalseAlarmProbability / values.Count),
            ForecastLength = TimeSpan.Zero,
            IsStrict = false,
        };
        TrendReport? worst = values
            .Select((value, i) =>
                Trend.Analyze(report.Metric, series with { Points = points[i], Hours = [] }, strict) with { Value = value })
            .Where(one => one.Verdict == TrendVerdict.Degrading)
            .MaxBy(one => Math.Abs(TrendText.DecidingChange(one).Ratio ?? double.PositiveInfinity));
        return worst is null
            ? report
            : report with
            {
                DegradingValue = worst.Value,
                Summary = $"{report.Summary} {TrendText.Degrades(worst, isMost: report.Verdict == TrendVerdict.Degrading)}",
            };
    }
}
