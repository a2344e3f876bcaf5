namespace Reliability.Storage;

/// <summary>What a store does with one <see cref="EnrollmentEntry"/>, as <see cref="EnrollmentRule"/> decides.</summary>
public enum EnrollmentOutcome
{
    /// <summary>Nothing was decided.</summary>
    None,

    /// <summary>The unit is seen for the first time and joins the arm of the entry.</summary>
    Enrolled,

    /// <summary>The unit is seen in another arm than its own for the first time: its values leave the sums permanently.</summary>
    Crossed,

    /// <summary>The values of the entry are added to those of the unit and to the sums of its arm.</summary>
    Counted,

    /// <summary>The entry adds nothing. An exposure that is earlier than the stored one still moves the time of the unit.</summary>
    Duplicate,

    /// <summary>The entry names another arm than the unit's.</summary>
    OtherVariant,

    /// <summary>The unit is crossed and counts no values.</summary>
    OfCrossed,

    /// <summary>The unit was not exposed, or not yet at the time of the entry.</summary>
    Unexposed,
}
