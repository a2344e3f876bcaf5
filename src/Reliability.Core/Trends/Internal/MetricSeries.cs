using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>The series that metrics are stored in. Its limits make every value good, because a metric has no objective.</summary>
internal static class MetricSeries
{
    private const double MaxSeconds = 1e9;

    public static SeriesDefinition Of(MetricDefinition metric)
    {
        SeriesId id = Owned.Series(metric.Service, metric.Name, "metric");
        SeriesDefinition series = metric.Kind switch
        {
            SeriesKind.Outcome => SeriesDefinition.Outcomes(id),
            SeriesKind.Latency => SeriesDefinition.Latencies(id, TimeSpan.FromSeconds(MaxSeconds)),
            SeriesKind.Score => SeriesDefinition.Scores(id, metric.Scale),
            _ => SeriesDefinition.Measurements(id, double.MaxValue),
        };
        return series with { Name = metric.Name, SplitBy = metric.SplitBy };
    }
}
