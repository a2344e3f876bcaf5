namespace Reliability.Storage;

/// <summary>What one unit did of one metric, as a store holds it.</summary>
public readonly record struct UnitValues
{
    /// <summary>Gets the name of the metric, 1 to 200 bytes of UTF-8 without control characters.</summary>
    public required string Metric { get; init; }

    /// <summary>Gets x, the sum of the values of the unit, finite.</summary>
    public required double X { get; init; }

    /// <summary>Gets y, the sum of the denominators of the unit, or its covariate, finite.</summary>
    public required double Y { get; init; }

    /// <summary>Gets a value indicating whether a conversion was counted, so that another one is a duplicate.</summary>
    public required bool HasConversion { get; init; }

    /// <summary>Gets a value indicating whether a covariate was counted, so that another one is a duplicate.</summary>
    public required bool HasCovariate { get; init; }
}
