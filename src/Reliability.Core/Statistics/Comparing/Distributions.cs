using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Quantiles and tail probabilities of the distributions that the tests of this package use. They are accurate to ten digits wherever the
/// result is a normal double. All functions are pure.
/// </summary>
public static class Distributions
{
    /// <summary>Returns the quantile of the standard normal distribution for a probability.</summary>
    /// <param name="probability">The probability, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside its range.</exception>
    public static double NormalQuantile(double probability) =>
        DistributionFunctions.NormalQuantile(Check.Inside(probability, 0, 1, nameof(probability)));

    /// <summary>Returns the quantile of Student's t distribution for a probability.</summary>
    /// <param name="probability">The probability, above 0 and below 1.</param>
    /// <param name="degreesOfFreedom">The number of degrees of freedom, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double StudentQuantile(double probability, double degreesOfFreedom) => DistributionFunctions.StudentQuantile(
        Check.Inside(probability, 0, 1, nameof(probability)), Check.Positive(degreesOfFreedom, nameof(degreesOfFreedom)));

    /// <summary>Returns the probability that a chi-square variable exceeds a value.</summary>
    /// <param name="value">The value, finite. If it is 0 or less, the probability is 1.</param>
    /// <param name="degreesOfFreedom">The number of degrees of freedom, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static double ChiSquareSurvival(double value, double degreesOfFreedom) => DistributionFunctions.ChiSquareSurvival(
        Check.Finite(value, nameof(value)), Check.Positive(degreesOfFreedom, nameof(degreesOfFreedom)));
}
