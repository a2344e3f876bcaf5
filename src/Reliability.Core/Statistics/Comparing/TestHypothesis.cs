namespace Reliability.Statistics;

/// <summary>Specifies what a test is to show.</summary>
public enum TestHypothesis
{
    /// <summary>The arms differ in either direction. The test is two-sided at alpha.</summary>
    Difference,

    /// <summary>
    /// The arms differ in the direction of the effect. The test is one-sided at alpha and uses one bound of the interval with confidence 1
    /// - 2·alpha.
    /// </summary>
    OneSided,

    /// <summary>
    /// The treatment is not worse than the control by a margin. The test is one-sided at alpha/2 and uses one bound of the interval with
    /// confidence 1 - alpha, as regulators require. The effect is the margin, and the power is that of two equal arms.
    /// </summary>
    NonInferiority,
}
