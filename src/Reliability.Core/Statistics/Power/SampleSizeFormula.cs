namespace Reliability.Statistics;

/// <summary>
/// How units, power and effect are tied to each other. The formulas for proportions answer a few percent apart, which is why every result names its own.
/// n is the units of each of two equal arms, p₁ the baseline, p₂ = p₁ + δ, z_c the quantile of the risk and z_b that of the power.
/// </summary>
public enum SampleSizeFormula
{
    /// <summary>
    /// Proportions, the default at a fixed size: n = (z_c·√(2p̄(1-p̄)) + z_b·√(p₁(1-p₁) + p₂(1-p₂)))²/δ², p̄ the mean of both rates. For the test that pools the
    /// arms. J. L. Fleiss, "Statistical Methods for Rates and Proportions", without the correction for continuity; R's <c>power.prop.test</c>.
    /// </summary>
    PooledNormal,

    /// <summary>
    /// Proportions, the default with several looks and for non-inferiority: n = (z_c + z_b)²(p₁(1-p₁) + p₂(1-p₂))/δ². For the test, and the interval, that let each
    /// arm have its own variance.
    /// </summary>
    UnpooledNormal,

    /// <summary>
    /// Proportions: n = (z_c·√(2p₁(1-p₁)) + z_b·√(p₁(1-p₁) + p₂(1-p₂)))²/δ². The test is taken to know the baseline. Web calculators after Evan Miller; the least
    /// units when the rate rises towards 1/2, a few percent fewer than the tests that one then runs really need.
    /// </summary>
    BaselineNormal,

    /// <summary>Proportions: n = 2(z_c + z_b)²/h², h = 2·asin√p₂ - 2·asin√p₁, whose variance hardly depends on the rate. J. Cohen (1988).</summary>
    ArcSine,

    /// <summary>
    /// Proportions, a rule of thumb: n = 16·p₁(1-p₁)/δ². R. Lehr (1992). Legal for two equal arms, a two-sided risk of 0.05 and a power of 0.8 at a fixed size alone,
    /// for there 2(z_c + z_b)² is 15.7; its units have a bit more power than 0.8 where the variance is that of the baseline.
    /// </summary>
    SimpleSixteen,

    /// <summary>Means, the default with several looks: n = 2σ²(z_c + z_b)²/δ².</summary>
    Normal,

    /// <summary>
    /// Means, the default at a fixed size: the t-test, whose power is that of the noncentral t distribution with n₁ + n₂ - 2 degrees of freedom; about one unit more
    /// in each arm than <see cref="Normal"/>. R's <c>power.t.test</c>.
    /// </summary>
    StudentT,
}
