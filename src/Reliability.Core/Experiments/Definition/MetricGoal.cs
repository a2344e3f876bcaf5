namespace Reliability.Experiments;

/// <summary>Specifies the direction of a metric that is better.</summary>
public enum MetricGoal
{
    /// <summary>More is better.</summary>
    Increase = 0,

    /// <summary>Less is better, as for errors and waiting times.</summary>
    Decrease = 1,
}
