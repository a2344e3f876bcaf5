using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>Tests whether units came to the arms in the planned ratio (sample ratio mismatch, SRM). Pure functions.</summary>
public static class SampleRatio
{
    /// <summary>The p-value below which a mismatch is reported, unless told otherwise.</summary>
    public const double DefaultThreshold = 0.001;

    /// <summary>How sure the sequential test is of the plan at first, unless told otherwise.</summary>
    public const double DefaultConcentration = 100;

    /// <summary>
    /// Tests once, at a time that was fixed before: Pearson's chi-square, with one degree of freedom fewer than arms of a weight above 0.
    /// </summary>
    /// <param name="counts">The units of each arm, 0 or more, together at most 2^53.</param>
    /// <param name="weights">The planned weight of each arm, finite, 0 or more, at least one above 0. An arm of weight 0 that has units is itself a mismatch.</param>
    /// <param name="threshold">The p-value below which a mismatch is reported, above 0 and below 1.</param>
    /// <returns>
    /// The test. Where an arm expects fewer than 5 units, though it has a weight, chi-square alarms too often; there the p-value is that of
    /// <see cref="Sequential"/>, which is right for any number of units.
    /// </returns>
    /// <exception cref="ArgumentException">A value is outside its range, or there are not as many weights as counts.</exception>
    public static SampleRatioResult Fixed(IReadOnlyList<long> counts, IReadOnlyList<double> weights, double threshold = DefaultThreshold)
    {
        RatioPlan plan = RatioPlan.Of(counts, weights, threshold);
        if (plan.IsImpossible)
        {
            return plan.Result(0, SampleRatioMethod.ChiSquare);
        }

        if (plan.Arms < 2 || plan.Total == 0)
        {
            return plan.Result(1, SampleRatioMethod.ChiSquare);
        }

        return plan.LeastExpected < 5
            ? plan.Result(Math.Min(1, Math.Exp(-plan.LogEvidence(DefaultConcentration))), SampleRatioMethod.Sequential)
            : plan.Result(DistributionFunctions.ChiSquareSurvival(plan.ChiSquare(), plan.Arms - 1), SampleRatioMethod.ChiSquare);
    }

    /// <summary>
    /// Tests as often as wanted, while units arrive: in all looks together, a plan that is kept is called a mismatch with a probability of at
    /// most <paramref name="threshold"/>.
    /// </summary>
    /// <param name="counts">The units of each arm, 0 or more, together at most 2^53.</param>
    /// <param name="weights">The planned weight of each arm, finite, 0 or more, at least one above 0. An arm of weight 0 that has units is itself a mismatch.</param>
    /// <param name="threshold">The p-value below which a mismatch is reported, above 0 and below 1.</param>
    /// <param name="concentration">
    /// How closely the alternative lies around the plan: its shares are Dirichlet with this sum and the plan as mean, so that a planned share of
    /// 1/2 has a standard deviation of 1/2/√(concentration + 1), 5 points by default. From 1e-3 to 1e9; 2 is the flat prior of two equal arms.
    /// The greater, the sooner small deviations among many units are seen, and the later great ones among few.
    /// </param>
    /// <remarks>
    /// Lindon and Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022 (arXiv 2011.03567). The p-value is 1/BF at this look,
    /// with BF the evidence against the plan. By Ville's inequality BF exceeds 1/threshold at any time with a probability of at most the
    /// threshold; so does its maximum so far, and a caller may keep the least p-value of all looks.
    /// </remarks>
    /// <exception cref="ArgumentException">A value is outside its range, or there are not as many weights as counts.</exception>
    public static SampleRatioResult Sequential(
        IReadOnlyList<long> counts, IReadOnlyList<double> weights, double threshold = DefaultThreshold, double concentration = DefaultConcentration)
    {
        RatioPlan plan = RatioPlan.Of(counts, weights, threshold);
        Legal.Within(concentration, 1e-3, 1e9, nameof(concentration));
        return plan.Result(plan.IsImpossible ? 0 : Math.Min(1, Math.Exp(-plan.LogEvidence(concentration))), SampleRatioMethod.Sequential);
    }
}
