namespace Reliability.Experiments;

/// <summary>What was found of one metric.</summary>
public sealed record MetricReport
{
    /// <summary>The metric.</summary>
    public required ExperimentMetric Metric { get; init; }

    /// <summary>Each arm against the control, in the order of the definition; empty while nothing may be looked at.</summary>
    public required IReadOnlyList<EffectReport> Effects { get; init; }
}
