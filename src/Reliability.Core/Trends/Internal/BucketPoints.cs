using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>Turns buckets into points.</summary>
internal static class BucketPoints
{
    /// <summary>Returns whether a figure is read from sketches.</summary>
    public static bool NeedsSketches(MetricFigure figure) => figure is MetricFigure.P50 or MetricFigure.P95 or MetricFigure.P99;

    /// <summary>Returns the points of buckets. A bucket in which the figure is not defined is a gap.</summary>
    public static List<TrendPoint> Of(IReadOnlyList<SeriesBucket> buckets, SeriesKind kind, MetricFigure figure)
    {
        var points = new List<TrendPoint>(buckets.Count);
        foreach (SeriesBucket bucket in buckets)
        {
            if (Value(in bucket, kind, figure) is { } value)
            {
                bool hasValues = bucket.Count > 0 && kind != SeriesKind.Outcome;
                points.Add(new TrendPoint
                {
                    Start = bucket.Start,
                    Value = value,
                    Count = bucket.Count,
                    Average = hasValues ? bucket.Sum / bucket.Count : null,
                    Min = hasValues && kind != SeriesKind.Score ? bucket.Min : null,
                    Max = hasValues && kind != SeriesKind.Score ? bucket.Max : null,
                    P50 = bucket.Sketch?.Quantile(0.5),
                    P95 = bucket.Sketch?.Quantile(0.95),
                    P99 = bucket.Sketch?.Quantile(0.99),
                });
            }
        }

        return points;
    }

    private static double? Value(in SeriesBucket bucket, SeriesKind kind, MetricFigure figure) => figure switch
    {
        MetricFigure.Count => bucket.Count,
        _ when bucket.Count == 0 => null,
        MetricFigure.P50 => bucket.Sketch?.Quantile(0.5),
        MetricFigure.P95 => bucket.Sketch?.Quantile(0.95),
        MetricFigure.P99 => bucket.Sketch?.Quantile(0.99),
        MetricFigure.GoodShare => (double)bucket.Good / bucket.Count,
        _ => kind == SeriesKind.Outcome ? (double)bucket.Good / bucket.Count : bucket.Sum / bucket.Count,
    };
}
