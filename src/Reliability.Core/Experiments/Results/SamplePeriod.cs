namespace Reliability.Experiments;

/// <summary>A time in which the shares of an experiment stayed the same, and the units that came in it.</summary>
public sealed record SamplePeriod
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The variants and their weights.</summary>
    public required IReadOnlyList<WeightedVariant> Variants { get; init; }

    /// <summary>How many units were first seen in each of them in this time, without crossed ones and without those that came within five minutes of a change, while some process may not know of it.</summary>
    public required IReadOnlyList<long> Units { get; init; }
}
