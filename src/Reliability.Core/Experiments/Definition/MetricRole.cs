namespace Reliability.Experiments;

/// <summary>Specifies the role of a metric.</summary>
public enum MetricRole
{
    /// <summary>The metric is for information and decides nothing.</summary>
    Secondary = 0,

    /// <summary>The metric decides the experiment.</summary>
    Primary = 1,

    /// <summary>The metric must not get worse by more than its margin.</summary>
    Guardrail = 2,
}
