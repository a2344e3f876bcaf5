namespace Reliability.Dashboard.Internal;

/// <summary>An estimate with its interval.</summary>
internal sealed record ForestRow
{
    /// <summary>Gets the label.</summary>
    public required string Label { get; init; }

    /// <summary>Gets the group, such as "Primary"; rows of a group follow one another.</summary>
    public string? Group { get; init; }

    /// <summary>Gets the estimate, a relative change; <see langword="null"/> if it was not measured.</summary>
    public double? Estimate { get; init; }

    /// <summary>Gets the low end of the interval; <see langword="null"/> if it has none, which an arrow shows.</summary>
    public double? Low { get; init; }

    /// <summary>Gets the high end of the interval; <see langword="null"/> if it has none, which an arrow shows.</summary>
    public double? High { get; init; }

    /// <summary>Gets what the row says.</summary>
    public ForestOutcome Outcome { get; init; }

    /// <summary>Gets the counts of the arms.</summary>
    public IReadOnlyList<ForestArm> Arms { get; init; } = [];

    /// <summary>Gets the JSON pointer of the object that holds estimate and interval.</summary>
    public required string Pointer { get; init; }

    /// <summary>Gets the property that holds the estimate.</summary>
    public string EstimateProperty { get; init; } = "lift";

    /// <summary>Gets the property that holds the low end.</summary>
    public string LowProperty { get; init; } = "low";

    /// <summary>Gets the property that holds the high end.</summary>
    public string HighProperty { get; init; } = "high";
}
