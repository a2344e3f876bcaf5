namespace Reliability.Incidents;

/// <summary>A metric of two periods.</summary>
public sealed record MetricComparison
{
    /// <summary>Gets the name of the metric.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the metric of the earlier period.</summary>
    public required ImprovementMetric Earlier { get; init; }

    /// <summary>Gets the metric of the later period.</summary>
    public required ImprovementMetric Later { get; init; }

    /// <summary>Gets the verdict. There is one only if the intervals have no value in common.</summary>
    public required ImprovementVerdict Verdict { get; init; }

    /// <summary>Gets the reason in a sentence.</summary>
    public required string Reason { get; init; }
}
