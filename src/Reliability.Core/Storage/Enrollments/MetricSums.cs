namespace Reliability.Storage;

/// <summary>
/// Sums of one metric over units: x is the sum of the values of a unit, and y is its denominator or covariate. A unit without entries has x
/// = y = 0.
/// </summary>
public readonly record struct MetricSums
{
    /// <summary>Gets the name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Gets the number of units that have an entry of the metric.</summary>
    public required long Units { get; init; }

    /// <summary>Gets Σx.</summary>
    public required double X { get; init; }

    /// <summary>Gets Σx².</summary>
    public required double XX { get; init; }

    /// <summary>Gets Σy.</summary>
    public required double Y { get; init; }

    /// <summary>Gets Σy².</summary>
    public required double YY { get; init; }

    /// <summary>Gets Σxy.</summary>
    public required double XY { get; init; }
}
