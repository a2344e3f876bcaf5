using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Computes the number of units that a test requires, the effect that it can detect, and its power, as three inverse functions of the same
/// model. All functions are pure.
/// </summary>
/// <remarks>
/// The power includes every significant result, which means both tails of a two-sided test. It is exact if the estimate is normal (or has
/// the t-test's distribution, for <see cref="SampleSizeFormula.StudentT"/>). Real proportions differ from it because they are discrete,
/// which matters little when each arm has some tens of successes and failures.
/// </remarks>
public static class SampleSize
{
    /// <summary>
    /// Returns the smallest number of units whose power is at least that of the design. With one unit less in the control, and its share in
    /// the treatment, the power is smaller.
    /// </summary>
    /// <param name="metric">The metric that decides the test.</param>
    /// <param name="effect">
    /// The smallest effect of interest. For a proportion, the resulting rate of the treatment must be above 0 and below 1.
    /// </param>
    /// <param name="design">The design of the test. The default is a <see cref="TestDesign"/> with its default values.</param>
    /// <returns>
    /// At least 2 units in each arm. For <see cref="SampleSizeFormula.SimpleSixteen"/>, the number of units that the rule of thumb gives.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A value is outside its range, the formula does not fit, or the test requires more than 2^53 units.
    /// </exception>
    public static PowerAnalysis Units(MetricBaseline metric, EffectSize effect, TestDesign? design = null)
    {
        var model = new PowerModel(metric, design ?? new TestDesign());
        double difference = model.Difference(effect);
        return model.Units(difference) is { } control
            ? model.Result(difference, control, model.Treatment(control))
            : throw Check.OutOfRange(
                difference, Check.Text($"The effect must be detectable with {Check.MaxUnits} units."), nameof(effect));
    }

    /// <summary>Returns the power of a test: the probability that it detects an effect.</summary>
    /// <param name="metric">The metric that decides the test.</param>
    /// <param name="effect">
    /// The true effect. For a proportion, the resulting rate of the treatment must be above 0 and below 1. For non-inferiority, the margin.
    /// </param>
    /// <param name="controlUnits">The number of units of the control, 2 or more.</param>
    /// <param name="treatmentUnits">
    /// The number of units of the treatment, 2 or more. Both together are at most 2^53. <see cref="TestDesign.TreatmentPerControl"/> is
    /// ignored.
    /// </param>
    /// <param name="design">The design of the test. The default is a <see cref="TestDesign"/> with its default values.</param>
    /// <exception cref="ArgumentException">A value is outside its range, or the formula does not fit.</exception>
    public static PowerAnalysis Power(
        MetricBaseline metric,
        EffectSize effect,
        long controlUnits,
        long treatmentUnits,
        TestDesign? design = null)
    {
        var model = new PowerModel(metric, design ?? new TestDesign());
        RequireUnits(controlUnits, treatmentUnits);
        return model.Result(model.Difference(effect), controlUnits, treatmentUnits);
    }

    /// <summary>
    /// Returns the smallest effect that the test detects with the power of the design: the minimum detectable effect (MDE), or for
    /// non-inferiority the smallest margin.
    /// </summary>
    /// <param name="metric">The metric that decides the test.</param>
    /// <param name="controlUnits">The number of units of the control, 2 or more.</param>
    /// <param name="treatmentUnits">
    /// The number of units of the treatment, 2 or more. Both together are at most 2^53. <see cref="TestDesign.TreatmentPerControl"/> is
    /// ignored.
    /// </param>
    /// <param name="design">The design of the test. The default is a <see cref="TestDesign"/> with its default values.</param>
    /// <param name="decrease">
    /// <see langword="true"/> to find an effect below 0, whose size differs for proportions. The default is an effect above 0.
    /// </param>
    /// <returns>
    /// The effect, with a relative accuracy of 1e-12, or <see langword="null"/> if no possible rate is far enough from the baseline.
    /// </returns>
    /// <exception cref="ArgumentException">A value is outside its range, or the formula does not fit.</exception>
    public static PowerAnalysis? MinEffect(
        MetricBaseline metric, long controlUnits, long treatmentUnits, TestDesign? design = null, bool decrease = false)
    {
        var model = new PowerModel(metric, design ?? new TestDesign());
        RequireUnits(controlUnits, treatmentUnits);
        return model.MinimumEffect(controlUnits, treatmentUnits, decrease) is { } difference
            ? model.Result(difference, controlUnits, treatmentUnits)
            : null;
    }

    private static void RequireUnits(long controlUnits, long treatmentUnits)
    {
        Check.Between(controlUnits, 2, Check.MaxUnits - 2, nameof(controlUnits));
        Check.Between(treatmentUnits, 2, Check.MaxUnits - controlUnits, nameof(treatmentUnits));
    }
}
