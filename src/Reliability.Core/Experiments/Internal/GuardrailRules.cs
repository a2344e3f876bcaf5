using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Compares an interval with a margin.</summary>
internal static class GuardrailRules
{
    public static GuardrailStatus StatusOf(MetricGoal goal, GuardrailMargin margin, Comparison comparison)
    {
        ConfidenceInterval interval = margin.IsAbsolute ? comparison.DifferenceInterval : comparison.LiftInterval;
        (double? worst, double? best) = goal == MetricGoal.Increase ? (interval.Lower, interval.Upper) : (-interval.Upper, -interval.Lower);
        if (best < -margin.Value)
        {
            return GuardrailStatus.Broken;
        }

        return worst > -margin.Value ? GuardrailStatus.Kept : GuardrailStatus.Open;
    }
}
