namespace Reliability.Experiments;

/// <summary>What a metric is there for.</summary>
public enum MetricRole
{
    /// <summary>To learn from; it decides nothing.</summary>
    Secondary = 0,

    /// <summary>To decide by.</summary>
    Primary = 1,

    /// <summary>To do no harm: it must not get worse by more than its margin.</summary>
    Guardrail = 2,
}
