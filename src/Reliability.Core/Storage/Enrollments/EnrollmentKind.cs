namespace Reliability.Storage;

/// <summary>What an entry says about a unit.</summary>
public enum EnrollmentKind
{
    /// <summary>The unit was shown a variant.</summary>
    Exposure = 0,

    /// <summary>The unit did it, once: its first entry of this kind for a metric adds <c>Value</c> and <c>Second</c> to the unit's own, any other is a duplicate.</summary>
    First = 1,

    /// <summary>The unit did so much of it: <c>Value</c> and <c>Second</c> are added to the unit's own.</summary>
    Sum = 2,

    /// <summary>What was known of the unit before the experiment: the first entry of this kind for a metric adds <c>Second</c> to the unit's own, any other is a duplicate. <c>Value</c> is 0.</summary>
    Covariate = 3,
}
