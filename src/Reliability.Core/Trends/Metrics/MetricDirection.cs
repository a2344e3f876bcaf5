namespace Reliability.Trends;

/// <summary>Specifies which direction of a metric is the better one.</summary>
public enum MetricDirection
{
    /// <summary>None is stated. A metric that changes is neither improving nor degrading.</summary>
    Unknown,

    /// <summary>Low values are better, as of latencies and errors.</summary>
    LowerIsBetter,

    /// <summary>High values are better, as of shares of good events and scores.</summary>
    HigherIsBetter,
}
