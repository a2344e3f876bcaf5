namespace Reliability.Experiments;

/// <summary>Which way is better.</summary>
public enum MetricGoal
{
    /// <summary>More is better.</summary>
    Increase = 0,

    /// <summary>Less is better, as with errors and waiting.</summary>
    Decrease = 1,
}
