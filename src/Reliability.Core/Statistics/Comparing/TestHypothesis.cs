namespace Reliability.Statistics;

/// <summary>What a test is to show.</summary>
public enum TestHypothesis
{
    /// <summary>That the arms differ, either way: two-sided at alpha.</summary>
    Difference,

    /// <summary>
    /// That they differ in the direction of the effect: one-sided at alpha, by one end of the interval of confidence 1 - 2·alpha.
    /// </summary>
    OneSided,

    /// <summary>
    /// That the treatment is not worse by a margin: one-sided at alpha/2, by one end of the interval of confidence 1 - alpha, as regulators have it. The effect is
    /// the margin, and the power is that of two arms that are truly the same.
    /// </summary>
    NonInferiority,
}
