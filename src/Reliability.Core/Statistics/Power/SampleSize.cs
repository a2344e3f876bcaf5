using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// How many units a test needs, what it can see with those it has, and how likely: three inverse functions of the same model. Pure functions.
/// </summary>
/// <remarks>
/// The power counts every way to a significant result, both tails of a two-sided test included. It is exact where the estimate is normal (or the t-test's, for
/// <see cref="SampleSizeFormula.StudentT"/>); real proportions differ from it by what their discreteness does, which is little once each arm has some tens of each kind.
/// </remarks>
public static class SampleSize
{
    /// <summary>The least units with at least the design's power: with one unit less in the control, and its share in the treatment, it is missed.</summary>
    /// <param name="metric">The metric that decides.</param>
    /// <param name="effect">The least effect worth finding; for a proportion, the treatment's rate lies above 0 and below 1.</param>
    /// <param name="design">How the test is judged. Default: <see cref="TestDesign"/>'s.</param>
    /// <returns>At least 2 units in each arm. For <see cref="SampleSizeFormula.SimpleSixteen"/>, the rule's own units.</returns>
    /// <exception cref="ArgumentException">A value is outside its range, the formula does not fit, or more than 2^53 units were needed.</exception>
    public static PowerAnalysis Units(MetricBaseline metric, EffectSize effect, TestDesign? design = null)
    {
        var model = new PowerModel(metric, design ?? new TestDesign());
        double difference = model.Difference(effect);
        return model.Units(difference) is { } control
            ? model.Result(difference, control, model.Treatment(control))
            : throw new ArgumentOutOfRangeException(nameof(effect), Legal.Text($"Legal is an effect that {Legal.MaxUnits} units can show; {difference} needs more."));
    }

    /// <summary>How likely an effect is to be seen.</summary>
    /// <param name="metric">The metric that decides.</param>
    /// <param name="effect">The true effect; for a proportion, the treatment's rate lies above 0 and below 1. For non-inferiority the margin.</param>
    /// <param name="controlUnits">The units of the control, 2 or more.</param>
    /// <param name="treatmentUnits">The units of the treatment, 2 or more; both together at most 2^53. <see cref="TestDesign.TreatmentPerControl"/> does not count here.</param>
    /// <param name="design">How the test is judged. Default: <see cref="TestDesign"/>'s.</param>
    /// <exception cref="ArgumentException">A value is outside its range, or the formula does not fit.</exception>
    public static PowerAnalysis Power(MetricBaseline metric, EffectSize effect, long controlUnits, long treatmentUnits, TestDesign? design = null)
    {
        var model = new PowerModel(metric, design ?? new TestDesign());
        RequireUnits(controlUnits, treatmentUnits);
        return model.Result(model.Difference(effect), controlUnits, treatmentUnits);
    }

    /// <summary>The least effect that is seen with the design's power: the minimum detectable effect (MDE), or for non-inferiority the least margin.</summary>
    /// <param name="metric">The metric that decides.</param>
    /// <param name="controlUnits">The units of the control, 2 or more.</param>
    /// <param name="treatmentUnits">The units of the treatment, 2 or more; both together at most 2^53. <see cref="TestDesign.TreatmentPerControl"/> does not count here.</param>
    /// <param name="design">How the test is judged. Default: <see cref="TestDesign"/>'s.</param>
    /// <param name="decrease">Whether to look for an effect below 0; for proportions it is another one. Default: above 0.</param>
    /// <returns>The effect, right to 1e-12 of itself; <see langword="null"/> when no rate that is left is far enough from the baseline.</returns>
    /// <exception cref="ArgumentException">A value is outside its range, or the formula does not fit.</exception>
    public static PowerAnalysis? MinimumEffect(
        MetricBaseline metric, long controlUnits, long treatmentUnits, TestDesign? design = null, bool decrease = false)
    {
        var model = new PowerModel(metric, design ?? new TestDesign());
        RequireUnits(controlUnits, treatmentUnits);
        return model.MinimumEffect(controlUnits, treatmentUnits, decrease) is { } difference ? model.Result(difference, controlUnits, treatmentUnits) : null;
    }

    private static void RequireUnits(long controlUnits, long treatmentUnits)
    {
        Legal.Between(controlUnits, 2, Legal.MaxUnits - 2, nameof(controlUnits));
        Legal.Between(treatmentUnits, 2, Legal.MaxUnits - controlUnits, nameof(treatmentUnits));
    }
}
