namespace Reliability.Experiments;

/// <summary>Why a unit was given a variant, or none.</summary>
public enum VariantReason
{
    /// <summary>No decision was made; no assignment returns it.</summary>
    Unknown = 0,

    /// <summary>The draw gave it the variant.</summary>
    Assigned,

    /// <summary>The definition forces it; it counts nowhere.</summary>
    Forced,

    /// <summary>The experiment does not run.</summary>
    NotRunning,

    /// <summary>A targeting rule does not hold.</summary>
    NotTargeted,

    /// <summary>It lies outside the coverage or the slice of the layer.</summary>
    NotIncluded,

    /// <summary>The experiment is sticky: the unit was exposed to the variant before, and keeps it against the draw.</summary>
    Kept,

    /// <summary>The experiment is rolled back: everybody is given the control, and counts nowhere.</summary>
    RolledBack,
}
