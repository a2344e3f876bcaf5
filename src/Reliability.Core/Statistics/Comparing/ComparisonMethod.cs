namespace Reliability.Statistics;

/// <summary>Specifies how two arms were compared.</summary>
public enum ComparisonMethod
{
    /// <summary>
    /// The arms were not compared because there are not enough data. The p-value is 1 and the interval contains every possible value.
    /// </summary>
    NotEnoughData = 0,

    /// <summary>For proportions: Fisher's exact test, with the intervals of <see cref="Newcombe"/>. R. A. Fisher (1935).</summary>
    FisherExact = 1,

    /// <summary>
    /// For proportions: the z-test with the pooled variance and the corresponding score intervals. J. Mee (1984) for the difference, O.
    /// Miettinen and M. Nurminen (1985) and P. Koopman (1984) for the ratio.
    /// </summary>
    PooledZ = 2,

    /// <summary>
    /// For proportions: the z-test with the variance of each arm, Wald's interval for the difference, and E. C. Fieller's interval for the
    /// lift.
    /// </summary>
    UnpooledZ = 3,

    /// <summary>
    /// For proportions: hybrid score intervals, by R. G. Newcombe (1998, method 10) for the difference and by A. Donner and G. Y. Zou
    /// (2012) for the lift. The p-value is the alpha at which the interval touches 0.
    /// </summary>
    Newcombe = 4,

    /// <summary>
    /// For means: B. L. Welch's t-test with F. E. Satterthwaite's degrees of freedom (1947), and Fieller's interval (1954) for the lift.
    /// </summary>
    Welch = 5,

    /// <summary>
    /// For ratios of sums, Σx/Σy, over units that may differ in y: the z-test with the variance of the delta method, and Fieller's
    /// interval for the lift.
    /// </summary>
    Delta = 6,

    /// <summary>
    /// For means, adjusted for a covariate that was measured before the experiment (CUPED): Welch's t-test on x - θ(y - ȳ), with θ
    /// estimated within the arms. A. Deng, Y. Xu, R. Kohavi, T. Walker (2013).
    /// </summary>
    CovariateAdjusted = 7,

    /// <summary>
    /// For proportions at any look, while there are few successes or failures: the exact confidence sequences of both arms by H. Robbins
    /// (1970), each with half of the alpha.
    /// </summary>
    MixtureSequence = 8,
}
