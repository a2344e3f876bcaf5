using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>Trends as of a time of the past.</summary>
internal static class PastTrends
{
    public const string Limit =
        "Trends are those of the days before that time, computed from what is stored of them now, for the metrics that are declared now.";

    /// <summary>Returns the trends of the days that were over at a time.</summary>
    public static ITrends Of(ITrends present, ISeriesStore store, DateTimeOffset at) =>
        new MetricTrends(store, present.Metrics, [], new StoppedClock(at))
        {
            Markers = present is MetricTrends { Markers: { } markers } ? markers : [],
            Events = (present as MetricTrends)?.Events,
            Documents = (present as MetricTrends)?.Documents,
            Options = present is MetricTrends { Options: { } options } ? options : new TrendOptions(),
        };

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
