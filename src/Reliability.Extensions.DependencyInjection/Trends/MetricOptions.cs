using Reliability.Recording;
using Reliability.Trends;

namespace Reliability;

/// <summary>A metric as written in configuration.</summary>
public sealed class MetricOptions : FedOptions
{
    /// <summary>
    /// Gets or sets the kind of the values: <c>Measurement</c>, <c>Latency</c> (durations), <c>Outcome</c> (good or bad) or <c>Score</c>.
    /// </summary>
    /// <value>Default: not set, which means <c>Latency</c> if the unit is "s", and <c>Measurement</c> otherwise.</value>
    public SeriesKind? Kind { get; set; }

    /// <summary>Gets or sets the best score; for scores.</summary>
    /// <value>Above 0, at most 1,000,000,000.</value>
    public double? Scale { get; set; }

    /// <summary>Gets or sets the unit of the values, such as <c>s</c>.</summary>
    /// <value>At most 20 characters. Default: none.</value>
    public string Unit { get; set; } = string.Empty;

    /// <summary>Gets or sets the better direction: <c>LowerIsBetter</c> or <c>HigherIsBetter</c>.</summary>
    /// <value>Default: <c>HigherIsBetter</c> for outcomes and scores, otherwise not stated (<c>Unknown</c>).</value>
    public MetricDirection? Direction { get; set; }

    /// <summary>Gets or sets the smallest change that matters, as a share of the value at the start.</summary>
    /// <value>0 to 10. Default: 0.05.</value>
    public double MinimumEffect { get; set; } = MetricDefinition.DefaultMinimumEffect;

    /// <summary>Gets or sets the value that the metric must not reach, by which a forecast states the days that are left.</summary>
    /// <value>In the unit of the figure: seconds of durations, a share from 0 to 1 of outcomes. Default: none.</value>
    public double? Threshold { get; set; }

    /// <summary>Gets or sets the figure of each hour or day whose trend is analyzed.</summary>
    /// <value>Default: <c>Default</c>, the usual one of the kind: p95 of durations, the share of good outcomes, otherwise the mean.</value>
    public MetricFigure Figure { get; set; }

    /// <summary>
    /// Gets or sets the dimension by which the metric is split, such as <c>region</c>: the name of the tag or route value by which feeds
    /// separate values. 20 values have a trend of their own, and further ones are "other".
    /// </summary>
    /// <value>1 to 200 bytes of UTF-8 without control characters. Default: not set, which means that the metric is not split.</value>
    public string? SplitBy { get; set; }

    /// <summary>Gets or sets when the metric notifies that it degrades.</summary>
    /// <value>Default: not set, which means never.</value>
    public TrendRuleOptions? TrendRule { get; set; }

    /// <summary>Gets or sets the service that owns the metric. Default: the service of the setup.</summary>
    public string? Service { get; set; }

    /// <summary>Gets or sets what the metric means to its users, in one sentence.</summary>
    public string? Description { get; set; }
}
