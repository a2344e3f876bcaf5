namespace Reliability.Statistics;

/// <summary>How two arms were compared.</summary>
public enum ComparisonMethod
{
    /// <summary>Not at all: there is not enough to compare. The p-value is 1 and the interval holds everything that is possible.</summary>
    NotEnoughData = 0,

    /// <summary>Proportions: Fisher's exact test, with the intervals of <see cref="Newcombe"/>. R. A. Fisher (1935).</summary>
    FisherExact = 1,

    /// <summary>
    /// Proportions: z with the pooled variance, and the score intervals that belong to it. J. Mee (1984) for the difference, O. Miettinen and
    /// M. Nurminen (1985) and P. Koopman (1984) for the ratio.
    /// </summary>
    PooledZ = 2,

    /// <summary>Proportions: z with each arm's own variance, with the intervals of A. Wald for the difference and of E. C. Fieller for the lift.</summary>
    UnpooledZ = 3,

    /// <summary>
    /// Proportions: hybrid score intervals, of R. G. Newcombe (1998, method 10) for the difference and of A. Donner and G. Y. Zou (2012) for the
    /// lift; the p-value is the risk at which they touch 0.
    /// </summary>
    Newcombe = 4,

    /// <summary>Means: B. L. Welch's t with F. E. Satterthwaite's degrees of freedom (1947), and Fieller's interval (1954) for the lift.</summary>
    Welch = 5,

    /// <summary>Ratios of sums, Σx/Σy, over units that need not be alike: z with the variance of the delta method, and Fieller's interval for the lift.</summary>
    Delta = 6,

    /// <summary>
    /// Means, after what was known before the experiment is taken out of them (CUPED): Welch's t on x - θ(y - ȳ), θ from the spread within the
    /// arms. A. Deng, Y. Xu, R. Kohavi, T. Walker (2013).
    /// </summary>
    CovariateAdjusted = 7,

    /// <summary>
    /// Proportions at every look, while there are few of a kind: the exact confidence sequences of both arms by H. Robbins (1970), each with half of the risk.
    /// </summary>
    MixtureSequence = 8,
}
