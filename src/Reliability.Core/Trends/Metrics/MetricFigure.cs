namespace Reliability.Trends;

/// <summary>Specifies the figure of each hour or day that a trend is about.</summary>
public enum MetricFigure
{
    /// <summary>
    /// The usual figure of the kind of the metric: the 95th percentile of durations, the share of good events of outcomes, and the mean of
    /// scores and other values.
    /// </summary>
    Default,

    /// <summary>The mean of the values.</summary>
    Mean,

    /// <summary>The median.</summary>
    P50,

    /// <summary>The 95th percentile.</summary>
    P95,

    /// <summary>The 99th percentile.</summary>
    P99,

    /// <summary>The number of events. An hour or day without events has a count of 0 if it was measured.</summary>
    Count,

    /// <summary>The share of good events, 0 to 1.</summary>
    GoodShare,
}
