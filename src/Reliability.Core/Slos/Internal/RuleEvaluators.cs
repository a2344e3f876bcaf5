using System.Diagnostics;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Creates the evaluator of each kind of rule. Rules are declarations and do not know their evaluators.</summary>
internal static class RuleEvaluators
{
    /// <summary>Creates an evaluator that consumes the buckets of a series in time order. It is pure.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="slo">The objective.</param>
    /// <param name="excluded">Time that does not count as missing, and of which no bucket is added.</param>
    /// <param name="sketchTier">The tier to which the window of a quantile is aligned.</param>
    public static RuleEvaluator Of(
        AlertRule rule, SloDefinition slo, ExcludedTime excluded, SeriesResolution sketchTier = SeriesResolution.Minute) => rule switch
        {
            BurnRateRule burn => new BurnRateEvaluator(burn, slo, excluded),
            QuantileAboveRule quantile => new QuantileEvaluator(quantile, slo, sketchTier),
            BadEventRule bad => new ThresholdEvaluator(bad, bad.Window, slo, 0, " bad events", fires: "above", CountBad),
            PercentBelowRule ratio =>
                new ThresholdEvaluator(ratio, ratio.Window, slo, ratio.Percent, "%", fires: "below", MeasurePercent, GuardOf(ratio)),
            MeanBelowRule mean when slo.Indicator is ScoreIndicator score => new ThresholdEvaluator(
                mean,
                mean.Window,
                slo,
                mean.Mean,
                Check.Text($" of {score.Scale:0.####}"),
                fires: "below",
                MeasureMean,
                GuardOf(mean),
                values: "scores"),
            MeanBelowRule mean => new ThresholdEvaluator(
                mean, mean.Window, slo, mean.Mean, string.Empty, fires: "below", MeasureMean, GuardOf(mean), values: "values"),
            _ => throw new UnreachableException(),
        };

    private static (decimal? Value, bool? Above) CountBad(in WindowTotals totals, SloDefinition slo, decimal threshold)
    {
        decimal bad = totals.Count - slo.Indicator.Credit(in totals);
        return (bad, bad > threshold);
    }

    private static (decimal? Value, bool? Below) MeasurePercent(in WindowTotals totals, SloDefinition slo, decimal threshold)
    {
        if (totals.Count == 0)
        {
            return (null, null);
        }

        decimal percent = slo.Indicator.Credit(in totals) * 100;
        return (percent / totals.Count, percent < (threshold * totals.Count));
    }

    private static (decimal? Value, bool? Below) MeasureMean(in WindowTotals totals, SloDefinition slo, decimal threshold)
    {
        decimal? mean = totals.Count == 0 ? null : totals.Sum / totals.Count;
        return (mean, mean < threshold);
    }

    private static ThresholdEvaluator.Guard GuardOf(PercentBelowRule rule) => (in totals, _, slo) =>
    {
        if (rule.Percent == 100 || slo.Indicator is ZeroToleranceIndicator)
        {
            return (GuardDoubt.None, string.Empty);
        }

        GuardDoubt doubt = rule.Guard.OfRatio(totals.Count - slo.Indicator.Credit(in totals), totals.Count, 1 - (rule.Percent / 100));
        return (doubt, rule.Guard.Explain(doubt, "events"));
    };

    private static ThresholdEvaluator.Guard GuardOf(MeanBelowRule rule) => (in totals, window, _) =>
    {
        double mean = totals.Count == 0 ? 0 : (double)totals.Sum / totals.Count;
        GuardDoubt doubt = rule.Guard.OfMean(totals.Count, mean, window.Buckets.Sum(MaxSquares), (double)rule.Mean);
        return (doubt, rule.Guard.Explain(doubt, LowTrafficGuard.Values));
    };

    /// <summary>
    /// The largest sum of squares that values with this count, sum, minimum and maximum can have, since
    /// (max - x)(x - min) is never negative (R. Bhatia and C. Davis, American Mathematical Monthly 107, 2000).
    /// </summary>
    private static double MaxSquares(SeriesBucket bucket) => bucket.Count == 0
        ? 0
        : Math.Max(
            bucket.Sum * bucket.Sum / bucket.Count, ((bucket.Min + bucket.Max) * bucket.Sum) - (bucket.Count * bucket.Min * bucket.Max));
}
