namespace Reliability.Storage;

/// <summary>
/// Everything that a store holds about one unit of an experiment, in a form that any other store can take over. The record is versioned,
/// so that a library rejects what it does not know instead of leaving it out.
/// </summary>
public sealed record UnitRecord
{
    /// <summary>The version of the records that this library writes, and the latest that it reads.</summary>
    public const int LatestVersion = 1;

    /// <summary>Gets the version of the record, from 1. Default: <see cref="LatestVersion"/>.</summary>
    public int Version { get; init; } = LatestVersion;

    /// <summary>Gets the id of the unit, 1 to 200 bytes of UTF-8 without control characters.</summary>
    public required string Unit { get; init; }

    /// <summary>Gets the arm in which the unit was first seen.</summary>
    public required string Variant { get; init; }

    /// <summary>Gets the time of the first exposure, in UTC to the millisecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets a value indicating whether the unit was later seen in another arm, and so counts in no arm.</summary>
    public required bool IsCrossed { get; init; }

    /// <summary>
    /// Gets the values of the unit, each metric once and in any order. It is empty for a crossed unit, whose values are not kept.
    /// </summary>
    public required IReadOnlyList<UnitValues> Values { get; init; }
}
