using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>Compares two arms of independent units. Pure functions; the cost does not depend on the number of units.</summary>
public static class TwoSample
{
    /// <summary>The units below which two proportions are compared exactly.</summary>
    public const long ExactUnits = 1000;

    /// <summary>The least of each kind (units that did it and that did not, or units of a mean) in each arm for a <see cref="ConfidenceSequence"/>, which is asymptotic, to be used.</summary>
    public const long MinUnitsForSequence = 30;

    /// <summary>Compares the shares of units that did something.</summary>
    /// <param name="control">The control.</param>
    /// <param name="treatment">The treatment.</param>
    /// <param name="rule">What is called an effect; one look at 5 % when left out.</param>
    /// <param name="method">
    /// <see cref="ComparisonMethod.FisherExact"/>, <see cref="ComparisonMethod.PooledZ"/>, <see cref="ComparisonMethod.UnpooledZ"/> or
    /// <see cref="ComparisonMethod.Newcombe"/>. By default Fisher's test when a cell expects fewer than 5 units or there are fewer than
    /// <see cref="ExactUnits"/>, else the pooled z; a sequential rule uses the unpooled z, below <see cref="MinUnitsForSequence"/> of a kind <see cref="ComparisonMethod.MixtureSequence"/>, and no other.
    /// </param>
    /// <exception cref="ArgumentException">An arm has no units, or the method is none of these.</exception>
    public static Comparison Proportions(Proportion control, Proportion treatment, InferenceRule? rule = null, ComparisonMethod? method = null)
    {
        Legal.Between(control.Units, 1, Legal.MaxUnits, nameof(control));
        Legal.Between(treatment.Units, 1, Legal.MaxUnits - control.Units, nameof(treatment));
        rule ??= InferenceRule.Fixed();
        return new ProportionPair(control, treatment, rule).Compare(method);
    }

    /// <summary>Compares means of x per unit.</summary>
    /// <param name="control">The control.</param>
    /// <param name="treatment">The treatment.</param>
    /// <param name="rule">What is called an effect; one look at 5 % when left out.</param>
    /// <exception cref="ArgumentException">A sum is not finite or an arm has fewer than 0 units.</exception>
    public static Comparison Means(SampleSums control, SampleSums treatment, InferenceRule? rule = null) => MomentPair.Compare(
        control,
        treatment,
        rule ?? InferenceRule.Fixed(),
        ComparisonMethod.Welch,
        "means: each arm has its own variance",
        s => s.MeanX,
        s => s.CentredXX / (s.Units - 1) / s.Units);

    /// <summary>Compares ratios Σx/Σy, such as revenue per order, where the unit that was assigned is the customer.</summary>
    /// <param name="control">The control, with Σy above 0.</param>
    /// <param name="treatment">The treatment, with Σy above 0.</param>
    /// <param name="rule">What is called an effect; one look at 5 % when left out.</param>
    /// <remarks>The variance is (Sxx - 2r·Sxy + r²·Syy)/(n·ȳ²) by the delta method; y is 0 or more.</remarks>
    /// <exception cref="ArgumentException">A sum is not finite or an arm has fewer than 0 units.</exception>
    public static Comparison Ratios(SampleSums control, SampleSums treatment, InferenceRule? rule = null) => MomentPair.Compare(
        control,
        treatment,
        rule ?? InferenceRule.Fixed(),
        ComparisonMethod.Delta,
        "ratios of sums: units differ in what they are divided by",
        s => s.X / s.Y,
        s => Math.Max(0, s.CentredXX - (2 * (s.X / s.Y) * s.CentredXY) + (s.X / s.Y * (s.X / s.Y) * s.CentredYY)) / (s.Units - 1) / s.Units / (s.MeanY * s.MeanY));

    /// <summary>
    /// Compares means of x per unit after taking out what y, known before the experiment, foretold (CUPED): the better y foretells x, the narrower the
    /// interval. θ = Σ Sxy / Σ Syy is taken within the arms, so that the effect itself does not bend it; with a y that says nothing it is Welch's test.
    /// </summary>
    /// <param name="control">The control.</param>
    /// <param name="treatment">The treatment.</param>
    /// <param name="rule">What is called an effect; one look at 5 % when left out.</param>
    /// <remarks>A. Deng, Y. Xu, R. Kohavi, T. Walker: "Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data" (2013).</remarks>
    /// <exception cref="ArgumentException">A sum is not finite or an arm has fewer than 0 units.</exception>
    public static Comparison CovariateAdjustedMeans(SampleSums control, SampleSums treatment, InferenceRule? rule = null)
    {
        rule ??= InferenceRule.Fixed();
        double spread = control.CentredYY + treatment.CentredYY;
        if (!(spread > 0))
        {
            Comparison plain = Means(control, treatment, rule);
            return plain with { Reason = $"{plain.Reason}; what was known before is the same for all units" };
        }

        double theta = (control.CentredXY + treatment.CentredXY) / spread;
        double before = (control.Y + treatment.Y) / (control.Units + treatment.Units);
        return MomentPair.Compare(
            control,
            treatment,
            rule,
            ComparisonMethod.CovariateAdjusted,
            Legal.Text($"means less what was known before (theta {theta:G4})"),
            s => s.MeanX - (theta * (s.MeanY - before)),
            s => Math.Max(0, s.CentredXX - (2 * theta * s.CentredXY) + (theta * theta * s.CentredYY)) / (s.Units - 1) / s.Units);
    }
}
