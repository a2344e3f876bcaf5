namespace Reliability.Experiments;

/// <summary>A time in which the shares of an experiment stayed the same, and the units that came in it.</summary>
/// <param name="From">When it began.</param>
/// <param name="Variants">The variants and their weights.</param>
/// <param name="Units">How many units were first seen in each of them in this time, without crossed ones and without those that came within five minutes of a change, while some process may not know of it.</param>
public sealed record SamplePeriod(DateTimeOffset From, IReadOnlyList<WeightedVariant> Variants, IReadOnlyList<long> Units);
