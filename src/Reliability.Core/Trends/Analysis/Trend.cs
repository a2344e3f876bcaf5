using Reliability.Storage;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <summary>Computes what a metric did over a time. All functions are pure.</summary>
public static class Trend
{
    /// <summary>Analyzes a series.</summary>
    /// <remarks>
    /// The season is removed if it is significant. Whether there is a trend is tested by Mann and Kendall's test with a correction for
    /// autocorrelation, and its slope is that of Theil and Sen. The metric is stable if the trend is not significant, or smaller than
    /// <see cref="MetricDefinition.MinimumEffect"/>. Steps, ramps and outliers are looked for apart from that.
    /// After an accepted shift, the verdict is that of the points after it.
    /// </remarks>
    /// <param name="metric">The metric. Its better direction and its minimum effect decide the verdict.</param>
    /// <param name="series">The hours or days.</param>
    /// <param name="options">How to judge, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The points are minutes, or a value is not finite and <see cref="TrendOptions.IsStrict"/> is set.
    /// </exception>
    public static TrendReport Analyze(MetricDefinition metric, TrendSeries series, TrendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(series);
        if (series.Resolution is not (SeriesResolution.Day or SeriesResolution.Hour))
        {
            throw new ArgumentException($"A trend has points of an hour or a day, not of a {series.Resolution}.", nameof(series));
        }

        options ??= new TrendOptions();
        return Baseline.Apply(new TrendAnalysis(metric, series, options).Run(), series, options);
    }
}
