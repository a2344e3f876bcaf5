namespace Reliability.Storage;

/// <summary>The running sums of an experiment.</summary>
public sealed record EnrollmentSummary
{
    /// <summary>Gets the arms that ever enrolled a unit, in the ordinal order of their keys.</summary>
    public required IReadOnlyList<ArmSummary> Arms { get; init; }

    /// <summary>Gets the number of units that were seen in two arms, and so count in none.</summary>
    public required long Crossed { get; init; }
}
