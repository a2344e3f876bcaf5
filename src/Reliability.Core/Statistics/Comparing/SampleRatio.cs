using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Tests whether the numbers of units in the arms match the planned ratio (sample ratio mismatch, SRM). All functions are pure.
/// </summary>
public static class SampleRatio
{
    /// <summary>The default p-value below which a mismatch is reported.</summary>
    public const double DefaultThreshold = 0.001;

    /// <summary>The default concentration of the sequential test's alternative around the expected shares.</summary>
    public const double DefaultConcentration = 100;

    /// <summary>
    /// Tests once, at a time that was fixed in advance, by Pearson's chi-square test. The degrees of freedom are the number of arms with a
    /// weight above 0, minus 1.
    /// </summary>
    /// <param name="counts">The number of units in each arm, 0 or more, together at most 2^53.</param>
    /// <param name="weights">
    /// The planned weight of each arm, finite and 0 or more, with at least one above 0. An arm of weight 0 that has units is itself a
    /// mismatch.
    /// </param>
    /// <param name="threshold">The p-value below which a mismatch is reported, above 0 and below 1.</param>
    /// <returns>
    /// The result of the test. If an arm with a weight above 0 has fewer than 5 expected units, the chi-square test reports too many
    /// mismatches. The p-value is then that of <see cref="Sequential"/>, which is valid for any number of units.
    /// </returns>
    /// <exception cref="ArgumentException">A value is outside its range, or the numbers of weights and counts differ.</exception>
    public static SampleRatioResult Fixed(IReadOnlyList<long> counts, IReadOnlyList<double> weights, double threshold = DefaultThreshold)
    {
        SampleSplit split = SampleSplit.Of(counts, weights, threshold);
        if (split.IsImpossible)
        {
            return split.Result(0, SampleRatioMethod.ChiSquare);
        }

        if (split.Arms < 2 || split.Total == 0)
        {
            return split.Result(1, SampleRatioMethod.ChiSquare);
        }

        return split.MinExpected < 5
            ? split.Result(Math.Min(1, Math.Exp(-split.LogEvidence(DefaultConcentration))), SampleRatioMethod.Sequential)
            : split.Result(DistributionFunctions.ChiSquareSurvival(split.ChiSquare(), split.Arms - 1), SampleRatioMethod.ChiSquare);
    }

    /// <summary>
    /// Tests at any number of looks while units arrive. Over all looks together, the probability of a reported mismatch is at most
    /// <paramref name="threshold"/> if the expected shares hold.
    /// </summary>
    /// <param name="counts">The number of units in each arm, 0 or more, together at most 2^53.</param>
    /// <param name="weights">
    /// The planned weight of each arm, finite and 0 or more, with at least one above 0. An arm of weight 0 that has units is itself a
    /// mismatch.
    /// </param>
    /// <param name="threshold">The p-value below which a mismatch is reported, above 0 and below 1.</param>
    /// <param name="concentration">
    /// The concentration of the alternative around the expected shares, from 1e-3 to 1e9. The shares of the alternative have a Dirichlet
    /// distribution whose parameters sum to this value and whose means are the expected shares, so a share of 1/2 has a standard
    /// deviation of 1/2/√(concentration + 1), which is 5 percentage points by default. A value of 2 is the flat prior of two equal arms. A
    /// greater value detects small deviations among many units sooner and large deviations among few units later.
    /// </param>
    /// <remarks>
    /// Lindon and Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022 (arXiv 2011.03567). The p-value is 1/BF at this
    /// look, where BF is the Bayes factor against the expected shares. By Ville's inequality, the probability that BF ever exceeds
    /// 1/threshold is at most the threshold. The same holds for the maximum of BF so far, so a caller may keep the smallest p-value of all
    /// looks.
    /// </remarks>
    /// <exception cref="ArgumentException">A value is outside its range, or the numbers of weights and counts differ.</exception>
    public static SampleRatioResult Sequential(
        IReadOnlyList<long> counts,
        IReadOnlyList<double> weights,
        double threshold = DefaultThreshold,
        double concentration = DefaultConcentration)
    {
        SampleSplit split = SampleSplit.Of(counts, weights, threshold);
        Check.Between(concentration, 1e-3, 1e9, nameof(concentration));
        double p = split.IsImpossible ? 0 : Math.Min(1, Math.Exp(-split.LogEvidence(concentration)));
        return split.Result(p, SampleRatioMethod.Sequential);
    }
}
