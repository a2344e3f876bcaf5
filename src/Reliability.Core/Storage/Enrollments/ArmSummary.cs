namespace Reliability.Storage;

/// <summary>The running sums of one arm, without crossed units.</summary>
/// <param name="Variant">The arm.</param>
/// <param name="Units">How many units it has.</param>
/// <param name="Metrics">The sums of each metric that any of its units had an entry of, in the ordinal order of their names. Metrics without a unit left may be missing.</param>
public sealed record ArmSummary(string Variant, long Units, IReadOnlyList<MetricSums> Metrics);
