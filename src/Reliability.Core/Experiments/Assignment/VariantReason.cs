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

    /// <summary>
    /// The id of the unit is missing, empty or longer than <see cref="VariantAssigner.MaxUnitLength"/>. The unit gets no variant, whatever
    /// the state of the experiment.
    /// </summary>
    InvalidUnit,

    /// <summary>
    /// The experiment is sticky and the store could not be asked for the first variant of the unit. The unit gets no variant and does not
    /// count (<see cref="TrackerOptions.FallBackToDraw"/> uses the draw).
    /// </summary>
    StoreUnavailable,
}
