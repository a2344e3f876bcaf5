namespace Reliability.Experiments;

/// <summary>Why a unit was given a variant, or none.</summary>
public enum VariantReason
{
    /// <summary>The draw gave it the variant.</summary>
    Assigned = 0,

    /// <summary>The definition forces it; it counts nowhere.</summary>
    Forced = 1,

    /// <summary>The experiment does not run.</summary>
    NotRunning = 2,

    /// <summary>A targeting rule does not hold.</summary>
    NotTargeted = 3,

    /// <summary>It lies outside the coverage or the slice of the layer.</summary>
    NotIncluded = 4,

    /// <summary>The experiment is sticky: the unit was exposed to the variant before, and keeps it against the draw.</summary>
    Kept = 5,

    /// <summary>The experiment is rolled back: everybody is given the control, and counts nowhere.</summary>
    RolledBack = 6,
}
