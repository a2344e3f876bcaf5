namespace Reliability.Experiments;

/// <summary>What was found of one metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Effects">Each arm against the control, in the order of the definition; empty while nothing may be looked at.</param>
public sealed record MetricReport(ExperimentMetric Metric, IReadOnlyList<EffectReport> Effects);
