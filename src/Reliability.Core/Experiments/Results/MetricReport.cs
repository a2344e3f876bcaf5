namespace Reliability.Experiments;

/// <summary>The results of one metric.</summary>
public sealed record MetricReport
{
    /// <summary>Gets the metric.</summary>
    public required ExperimentMetric Metric { get; init; }

    /// <summary>
    /// Gets the comparisons of each arm with the control, in the order of the definition. The list is empty while no results may be shown.
    /// </summary>
    public required IReadOnlyList<EffectReport> Effects { get; init; }
}
