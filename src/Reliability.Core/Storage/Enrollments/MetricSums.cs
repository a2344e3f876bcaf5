namespace Reliability.Storage;

/// <summary>Sums over units of what each did of one metric: x is the sum of its values, y its denominator or covariate. A unit without entries has x = y = 0.</summary>
public readonly record struct MetricSums
{
    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>How many units have an entry of it.</summary>
    public required long Units { get; init; }

    /// <summary>Σx.</summary>
    public required double X { get; init; }

    /// <summary>Σx².</summary>
    public required double XX { get; init; }

    /// <summary>Σy.</summary>
    public required double Y { get; init; }

    /// <summary>Σy².</summary>
    public required double YY { get; init; }

    /// <summary>Σxy.</summary>
    public required double XY { get; init; }
}
