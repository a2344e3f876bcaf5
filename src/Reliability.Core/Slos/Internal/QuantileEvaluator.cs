using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Evaluates a quantile without merging sketches at each step. The quantile is above the limit exactly if fewer values than its rank are at
/// or below the limit, and these counts are additive over buckets.
/// </summary>
/// <param name="rule">The rule.</param>
/// <param name="slo">The objective.</param>
/// <param name="tier">The tier to which the start of the window is aligned.</param>
internal sealed class QuantileEvaluator(QuantileAboveRule rule, SloDefinition slo, SeriesResolution tier) : RuleEvaluator
{
    private readonly SlidingWindow _sketches = new(rule.Window, tier: tier);
    private readonly SlidingWindow _sides = new(rule.Window, tier: tier);

    public override void Add(in SeriesBucket bucket)
    {
        long values = bucket.Sketch?.Count ?? 0;
        long above = bucket.Sketch?.CountAbove(rule.Limit) ?? 0;
        _sketches.Add(in bucket);
        _sides.Add(new SeriesBucket(bucket.Start, values, values - above));
    }

    public override AlertCondition Evaluate(DateTimeOffset now)
    {
        long events = _sketches.At(now).Count;
        ref readonly WindowTotals sides = ref _sides.At(now);
        if (sides.Buckets == 0 || (sides.Count == 0 && events > 0))
        {
            // Nobody measured, or somebody kept counts and no values.
            return AlertCondition.NoData;
        }

        return Doubt(in sides) == GuardDoubt.None ? AlertCondition.Met : AlertCondition.NotMet;
    }

    public override AlertReading Read(DateTimeOffset now)
    {
        AlertCondition condition = Evaluate(now);
        var merged = new QuantileSketch();
        foreach (SeriesBucket bucket in _sketches.Buckets)
        {
            if (bucket.Sketch is not null)
            {
                merged.Merge(bucket.Sketch);
            }
        }

        double? quantile = merged.Quantile(rule.Quantile);
        BurnReading reading = BurnReading.Of(slo, rule.Window, in _sketches.At(now), null);
        return new AlertReading
        {
            Rule = rule.Name,
            Severity = rule.Severity,
            At = now,
            Condition = condition,
            Threshold = (decimal)rule.Limit,
            Value = quantile is { } value and > -1e15 and < 1e15 ? (decimal)value : null,
            Windows = [reading],
            Explanation = string.Create(
                CultureInfo.InvariantCulture,
                $"p{rule.Quantile * 100:0.###} is {Show(quantile)} over {DurationText.Of(rule.Window)} ({merged.Count} "
                + $"{(merged.Count == 1 ? "value" : "values")}); fires "
                + $"above {Show(rule.Limit)}{rule.Guard.Explain(Doubt(in _sides.At(now)) ?? GuardDoubt.None, LowTrafficGuard.Values)}"),
        };
    }

    /// <summary>Returns the result of the guard for a quantile above the limit, or null if the quantile is not above it.</summary>
    private GuardDoubt? Doubt(in WindowTotals sides)
    {
        long rank = Math.Clamp((long)Math.Ceiling(rule.Quantile * sides.Count), 1, Math.Max(1, sides.Count));
        return sides.Count > 0 && sides.Good < rank
            ? rule.Guard.OfQuantile(sides.Count - sides.Good, sides.Count, rule.Quantile)
            : null;
    }

    private string Show(double? value) => value is not { } number ? "undefined"
        : slo.Indicator is LatencyIndicator
            && number is >= 0 and < 1e9 ? DurationText.Of(TimeSpan.FromMilliseconds(Math.Round(number * 1000, 1)))
        : number.ToString("0.####", CultureInfo.InvariantCulture);
}
