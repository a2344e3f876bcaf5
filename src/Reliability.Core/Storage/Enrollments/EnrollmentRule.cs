namespace Reliability.Storage;

/// <summary>
/// Decides what one entry does to its unit. The decision depends only on the arguments, so that every store that runs it in process counts
/// alike; stores that decide in a script of their database are held to it by the conformance suite.
/// </summary>
public static class EnrollmentRule
{
    /// <summary>Decides an entry against the stored state of its unit, in the order of <see cref="IEnrollmentStore"/>.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="variant">The arm of the unit, or <see langword="null"/> if the unit was never seen.</param>
    /// <param name="exposedAt">The time of the unit's first exposure, in Unix milliseconds; ignored for a unit that was never seen.</param>
    /// <param name="isCrossed">Whether the unit is crossed.</param>
    /// <returns>
    /// The outcome. <see cref="EnrollmentOutcome.Counted"/> holds unless <see cref="IsDuplicate"/> says otherwise for the unit's metric.
    /// </returns>
    public static EnrollmentOutcome Decide(in EnrollmentEntry entry, string? variant, long exposedAt, bool isCrossed)
    {
        if (entry.Kind == EnrollmentKind.Exposure)
        {
            return variant is null ? EnrollmentOutcome.Enrolled
                : isCrossed || entry.Variant == variant ? EnrollmentOutcome.Duplicate
                : EnrollmentOutcome.Crossed;
        }

        if (variant is null)
        {
            return EnrollmentOutcome.Unexposed;
        }

        if (isCrossed)
        {
            return EnrollmentOutcome.OfCrossed;
        }

        if (entry.Variant is not null && entry.Variant != variant)
        {
            return EnrollmentOutcome.OtherVariant;
        }

        return entry.Kind != EnrollmentKind.Covariate && entry.Time.ToUnixTimeMilliseconds() < exposedAt
            ? EnrollmentOutcome.Unexposed
            : EnrollmentOutcome.Counted;
    }

    /// <summary>
    /// Returns whether an exposure moves the unit's first exposure to an earlier time, which it does in the unit's own arm even if the unit
    /// is crossed.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="variant">The arm of the unit.</param>
    /// <param name="exposedAt">The time of the unit's first exposure, in Unix milliseconds.</param>
    public static bool MovesExposure(in EnrollmentEntry entry, string variant, long exposedAt) =>
        entry.Kind == EnrollmentKind.Exposure && entry.Variant == variant && entry.Time.ToUnixTimeMilliseconds() < exposedAt;

    /// <summary>Returns whether an entry repeats what counts once per unit and metric: a conversion or a covariate.</summary>
    /// <param name="kind">The kind of the entry.</param>
    /// <param name="hasFirst">Whether the unit has a conversion for the metric.</param>
    /// <param name="hasCovariate">Whether the unit has a covariate for the metric.</param>
    public static bool IsDuplicate(EnrollmentKind kind, bool hasFirst, bool hasCovariate) =>
        (kind == EnrollmentKind.First && hasFirst) || (kind == EnrollmentKind.Covariate && hasCovariate);
}
