namespace Reliability.Experiments;

/// <summary>Specifies the reason why a unit was given a variant, or none.</summary>
public enum VariantReason
{
    /// <summary>No decision was made. No assignment returns this value.</summary>
    Unknown = 0,

    /// <summary>The draw gave the unit the variant.</summary>
    Assigned,

    /// <summary>The definition forces the variant. The unit does not count.</summary>
    Forced,

    /// <summary>The experiment does not run.</summary>
    NotRunning,

    /// <summary>A targeting rule does not hold.</summary>
    NotTargeted,

    /// <summary>The unit is outside the coverage or the slice of the layer.</summary>
    NotIncluded,

    /// <summary>The experiment is sticky: the unit was exposed to the variant before, and keeps it even if the draw differs.</summary>
    Kept,

    /// <summary>The experiment is rolled back: all units get the control, and none count.</summary>
    RolledBack,
}
