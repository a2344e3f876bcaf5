using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Compares one number over one window with one limit.</summary>
internal sealed class ThresholdEvaluator(
    AlertRule rule,
    TimeSpan window,
    SloDefinition slo,
    decimal threshold,
    string unit,
    string fires,
    ThresholdEvaluator.Measure measure) : RuleEvaluator
{
    private readonly SlidingWindow _window = new(window);

    /// <summary>The number, and whether it lies on the wrong side; null without events.</summary>
    public delegate (decimal? Value, bool? Breached) Measure(in WindowTotals totals, SloDefinition slo, decimal threshold);

    public override void Add(in SeriesBucket bucket) => _window.Add(bucket.WithoutSketch());

    public override AlertCondition Evaluate(DateTimeOffset now)
    {
        ref readonly WindowTotals totals = ref _window.At(now);
        return Judge(in totals, measure(in totals, slo, threshold).Breached);
    }

    public override AlertReading Read(DateTimeOffset now)
    {
        ref readonly WindowTotals totals = ref _window.At(now);
        (decimal? value, bool? breached) = measure(in totals, slo, threshold);
        BurnReading reading = BurnRate.Read(slo, window, in totals, null);
        string shown = value is { } number ? number.ToString("0.####", CultureInfo.InvariantCulture) + unit : "undefined";
        return new AlertReading
        {
            Rule = rule.Name,
            Severity = rule.Severity,
            At = now,
            Condition = Judge(in totals, breached),
            Threshold = threshold,
            Value = value,
            Windows = [reading],
            Explanation = string.Create(
                CultureInfo.InvariantCulture,
                $"{shown} over {DurationText.Of(window)} ({reading.Bad:0.##} bad of {reading.Total:0}); fires {fires} "
                + $"{threshold:0.####}{unit}"),
        };
    }

    private static AlertCondition Judge(in WindowTotals totals, bool? breached) =>
        totals.Buckets == 0 ? AlertCondition.NoData : breached == true ? AlertCondition.Met : AlertCondition.NotMet;
}
