using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>Compares two arms of independent units. All functions are pure. The cost does not depend on the number of units.</summary>
public static class TwoSample
{
    /// <summary>The number of units below which two proportions are compared by the exact test.</summary>
    public const long ExactUnits = 1000;

    /// <summary>
    /// The minimum number of successes and of failures (for means: of units) in each arm that a <see cref="ConfidenceSequence"/>, which is
    /// asymptotic, requires.
    /// </summary>
    public const long MinUnitsForSequence = 30;

    /// <summary>Compares the success rates of two arms.</summary>
    /// <param name="control">The control.</param>
    /// <param name="treatment">The treatment.</param>
    /// <param name="alpha">The probability of a false positive, above 0 and below 1. The default is 0.05.</param>
    /// <param name="stopping">
    /// <see cref="StoppingRule.AlwaysValid"/>, or <see cref="StoppingRule.FixedHorizon"/>, the default, for one look at these units. A look
    /// of a group sequential test is a fixed horizon at its <see cref="GroupSequentialLook.NominalPValue"/>.
    /// </param>
    /// <param name="method">
    /// <see cref="ComparisonMethod.FisherExact"/>, <see cref="ComparisonMethod.PooledZ"/>, <see cref="ComparisonMethod.UnpooledZ"/> or
    /// <see cref="ComparisonMethod.Newcombe"/>. The default is Fisher's test if a cell has fewer than 5 expected units or there are fewer
    /// than <see cref="ExactUnits"/> units, and otherwise the pooled z-test. An always-valid rule uses the unpooled z-test, or
    /// <see cref="ComparisonMethod.MixtureSequence"/> if there are fewer than <see cref="MinUnitsForSequence"/> successes or failures in an
    /// arm, and accepts no other method.
    /// </param>
    /// <exception cref="ArgumentException">
    /// An arm has no units, the method does not apply to proportions under this rule, or alpha or the rule is not valid.
    /// </exception>
    public static Comparison Proportions(
        Proportion control,
        Proportion treatment,
        double alpha = 0.05,
        StoppingRule? stopping = null,
        ComparisonMethod? method = null)
    {
        Check.Between(control.Units, 1, Check.MaxUnits, nameof(control));
        Check.Between(treatment.Units, 1, Check.MaxUnits - control.Units, nameof(treatment));
        return new ProportionPair(control, treatment, Significance.Require(alpha, stopping)).Compare(method);
    }

    /// <summary>Compares the means of x per unit.</summary>
    /// <param name="control">The control.</param>
    /// <param name="treatment">The treatment.</param>
    /// <param name="alpha">The probability of a false positive, above 0 and below 1. The default is 0.05.</param>
    /// <param name="stopping">
    /// <see cref="StoppingRule.AlwaysValid"/>, or <see cref="StoppingRule.FixedHorizon"/>, the default, for one look at these units. A look
    /// of a group sequential test is a fixed horizon at its <see cref="GroupSequentialLook.NominalPValue"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A sum is not finite, an arm has fewer than 0 units, or alpha or the rule is not valid.
    /// </exception>
    public static Comparison Means(
        SampleSums control,
        SampleSums treatment,
        double alpha = 0.05,
        StoppingRule? stopping = null) => MomentPair.Compare(
        control,
        treatment,
        Significance.Require(alpha, stopping),
        ComparisonMethod.Welch,
        "means: each arm has its own variance",
        s => s.MeanX,
        s => s.CentredXX / (s.Units - 1) / s.Units);

    /// <summary>Compares ratios Σx/Σy, such as revenue per order where customers are assigned to the arms.</summary>
    /// <param name="control">The control, with Σy above 0.</param>
    /// <param name="treatment">The treatment, with Σy above 0.</param>
    /// <param name="alpha">The probability of a false positive, above 0 and below 1. The default is 0.05.</param>
    /// <param name="stopping">
    /// <see cref="StoppingRule.AlwaysValid"/>, or <see cref="StoppingRule.FixedHorizon"/>, the default, for one look at these units. A look
    /// of a group sequential test is a fixed horizon at its <see cref="GroupSequentialLook.NominalPValue"/>.
    /// </param>
    /// <remarks>The delta method gives the variance (Sxx - 2r·Sxy + r²·Syy)/(n·ȳ²). Every y must be 0 or more.</remarks>
    /// <exception cref="ArgumentException">
    /// A sum is not finite, an arm has fewer than 0 units, or alpha or the rule is not valid.
    /// </exception>
    public static Comparison Ratios(
        SampleSums control,
        SampleSums treatment,
        double alpha = 0.05,
        StoppingRule? stopping = null) => MomentPair.Compare(
        control,
        treatment,
        Significance.Require(alpha, stopping),
        ComparisonMethod.Delta,
        "ratios of sums: the divisor differs between units",
        s => s.X / s.Y,
        s =>
        {
            double ratio = s.X / s.Y;
            double squares = s.CentredXX - (2 * ratio * s.CentredXY) + (ratio * ratio * s.CentredYY);
            return Math.Max(0, squares) / (s.Units - 1) / s.Units / (s.MeanY * s.MeanY);
        });

    /// <summary>
    /// Compares the means of x per unit, adjusted for the covariate y, which is known before the experiment (CUPED). The better y predicts
    /// x, the narrower the interval. θ = Σ Sxy / Σ Syy is computed within the arms, so the effect itself does not bias it. With a y that
    /// predicts nothing, the result is that of Welch's test.
    /// </summary>
    /// <param name="control">The control.</param>
    /// <param name="treatment">The treatment.</param>
    /// <param name="alpha">The probability of a false positive, above 0 and below 1. The default is 0.05.</param>
    /// <param name="stopping">
    /// <see cref="StoppingRule.AlwaysValid"/>, or <see cref="StoppingRule.FixedHorizon"/>, the default, for one look at these units. A look
    /// of a group sequential test is a fixed horizon at its <see cref="GroupSequentialLook.NominalPValue"/>.
    /// </param>
    /// <remarks>
    /// A. Deng, Y. Xu, R. Kohavi, T. Walker: "Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data"
    /// (2013).
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A sum is not finite, an arm has fewer than 0 units, or alpha or the rule is not valid.
    /// </exception>
    public static Comparison CovariateAdjustedMeans(
        SampleSums control,
        SampleSums treatment,
        double alpha = 0.05,
        StoppingRule? stopping = null)
    {
        double spread = control.CentredYY + treatment.CentredYY;
        if (!(spread > 0))
        {
            Comparison plain = Means(control, treatment, alpha, stopping);
            return plain with { Reason = $"{plain.Reason}; the covariate is the same for all units" };
        }

        double theta = (control.CentredXY + treatment.CentredXY) / spread;
        double before = (control.Y + treatment.Y) / (control.Units + treatment.Units);
        return MomentPair.Compare(
            control,
            treatment,
            Significance.Require(alpha, stopping),
            ComparisonMethod.CovariateAdjusted,
            Check.Text($"means adjusted for the covariate (theta {theta:G4})"),
            s => s.MeanX - (theta * (s.MeanY - before)),
            s => Math.Max(0, s.CentredXX - (2 * theta * s.CentredXY) + (theta * theta * s.CentredYY)) / (s.Units - 1) / s.Units);
    }
}
