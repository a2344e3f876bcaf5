namespace Reliability.Statistics;

/// <summary>
/// Specifies the relation between units, power and effect. The formulas for proportions differ by a few percent, so every result names its
/// formula. n is the number of units in each of two equal arms, p₁ is the baseline, p₂ = p₁ + δ, z_c is the quantile of the risk
/// alpha, and z_b is the quantile of the power.
/// </summary>
public enum SampleSizeFormula
{
    /// <summary>
    /// For proportions, and their default at a fixed horizon: n = (z_c·√(2p̄(1-p̄)) + z_b·√(p₁(1-p₁) + p₂(1-p₂)))²/δ²,
    /// where p̄ is the mean of both rates. It belongs to the test that pools the arms. J. L. Fleiss, "Statistical Methods for Rates and
    /// Proportions", without the continuity correction; R's <c>power.prop.test</c>.
    /// </summary>
    PooledNormal,

    /// <summary>
    /// For proportions, and their default with several looks and for non-inferiority: n = (z_c + z_b)²(p₁(1-p₁) + p₂(1-p₂))/δ².
    /// It belongs to the test and the interval that use the variance of each arm.
    /// </summary>
    UnpooledNormal,

    /// <summary>
    /// For proportions: n = (z_c·√(2p₁(1-p₁)) + z_b·√(p₁(1-p₁) + p₂(1-p₂)))²/δ². It assumes that the test knows the
    /// baseline, as web calculators after Evan Miller do. If the rate rises towards 1/2, it gives the smallest number of units, which is a
    /// few percent less than the tests in use require.
    /// </summary>
    BaselineNormal,

    /// <summary>
    /// For proportions: n = 2(z_c + z_b)²/h² with h = 2·asin√p₂ - 2·asin√p₁, whose variance hardly depends on the rate. J.
    /// Cohen (1988).
    /// </summary>
    ArcSine,

    /// <summary>
    /// For proportions, a rule of thumb: n = 16·p₁(1-p₁)/δ². R. Lehr (1992). It requires two equal arms, a two-sided alpha of 0.05
    /// and a power of 0.8 at a fixed horizon, because 2(z_c + z_b)² is 15.7 there. The power of its units is slightly above 0.8 if the
    /// variance is that of the baseline.
    /// </summary>
    SimpleSixteen,

    /// <summary>For means, and their default with several looks: n = 2σ²(z_c + z_b)²/δ².</summary>
    Normal,

    /// <summary>
    /// For means, and their default at a fixed horizon: the t-test, whose power is that of the noncentral t distribution with n₁ + n₂
    /// - 2 degrees of freedom. It requires about one unit more in each arm than <see cref="Normal"/>. R's <c>power.t.test</c>.
    /// </summary>
    StudentT,
}
