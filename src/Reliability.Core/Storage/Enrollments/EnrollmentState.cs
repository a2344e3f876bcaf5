namespace Reliability.Storage;

/// <summary>
/// What a store holds about an experiment besides its units, at one point in time. Every applied batch changes the sequence of a producer,
/// so that two equal states of a store mean that nothing was applied between them.
/// </summary>
public sealed record EnrollmentState
{
    /// <summary>Gets the running sums, which depend on the order of the entries in their last bits and cannot be recomputed.</summary>
    public required EnrollmentSummary Summary { get; init; }

    /// <summary>Gets the producers, each once and in any order; empty if nothing was ever stored for the experiment.</summary>
    public required IReadOnlyList<EnrollmentProducer> Producers { get; init; }

    /// <summary>Returns the number of units of the experiment, including crossed ones.</summary>
    public long CountUnits() => Summary.Arms.Sum(arm => arm.Units) + Summary.Crossed;
}
