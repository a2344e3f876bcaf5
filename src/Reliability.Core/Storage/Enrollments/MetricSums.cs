namespace Reliability.Storage;

/// <summary>Sums over units of what each did of one metric: x is the sum of its values, y its denominator or covariate. A unit without entries has x = y = 0.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Units">How many units have an entry of it.</param>
/// <param name="X">Σx.</param>
/// <param name="XX">Σx².</param>
/// <param name="Y">Σy.</param>
/// <param name="YY">Σy².</param>
/// <param name="XY">Σxy.</param>
public readonly record struct MetricSums(string Metric, long Units, double X, double XX, double Y, double YY, double XY);
