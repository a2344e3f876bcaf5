namespace Reliability.Experiments;

/// <summary>A period in which the shares of an experiment did not change, and the units that were first seen in it.</summary>
public sealed record SamplePeriod
{
    /// <summary>Gets the start of the period.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Gets the variants and their weights.</summary>
    public required IReadOnlyList<WeightedVariant> Variants { get; init; }

    /// <summary>
    /// Gets the number of units that were first seen in each variant in this period, without crossed units and without those that arrived
    /// within five minutes of a change, when a process may not know of it.
    /// </summary>
    public required IReadOnlyList<long> Units { get; init; }
}
