namespace Reliability.Dashboard.Internal;

/// <summary>The counts of an arm behind a row of a <see cref="ForestChart"/>: n of N.</summary>
internal sealed record ForestArm
{
    /// <summary>Gets the name of the arm.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the number of units that did it; <see langword="null"/> if the metric is a mean.</summary>
    public long? Count { get; init; }

    /// <summary>Gets the number of units.</summary>
    public required long Of { get; init; }

    /// <summary>Gets the JSON pointer of the object that holds both.</summary>
    public required string Pointer { get; init; }

    /// <summary>Gets the property that holds the number of units that did it.</summary>
    public string CountProperty { get; init; } = "count";

    /// <summary>Gets the property that holds the number of units.</summary>
    public string OfProperty { get; init; } = "units";
}
