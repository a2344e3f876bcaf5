namespace Reliability.Storage;

/// <summary>A unit that is enrolled in an experiment.</summary>
public readonly record struct EnrolledUnit
{
    /// <summary>Gets the id of the unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Gets the arm in which the unit was first seen.</summary>
    public required string Variant { get; init; }

    /// <summary>Gets the time of the first exposure, in UTC to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets a value indicating whether the unit was later seen in another arm, and so counts in no arm.</summary>
    public required bool IsCrossed { get; init; }
}
