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
    ThresholdEvaluator.Measure measure,
    ThresholdEvaluator.Guard? guard = null,
    string? values = null) : RuleEvaluator
{
    private readonly SlidingWindow _window = new(window);

    /// <summary>Returns the number, and whether it violates the limit, or null without events.</summary>
    public delegate (decimal? Value, bool? Breached) Measure(in WindowTotals totals, SloDefinition slo, decimal threshold);

    /// <summary>Returns the result of the low-traffic guard for a number that violates the limit, and its explanation.</summary>
    public delegate (GuardDoubt Doubt, string Explanation) Guard(in WindowTotals totals, SlidingWindow window, SloDefinition slo);

    public override void Add(in SeriesBucket bucket) => _window.Add(bucket.WithoutSketch());

    public override AlertCondition Evaluate(DateTimeOffset now)
    {
        ref readonly WindowTotals totals = ref _window.At(now);
        bool? breached = measure(in totals, slo, threshold).Breached;
        return ConditionOf(in totals, breached, Doubt(in totals, breached).Doubt);
    }

    public override AlertReading Read(DateTimeOffset now)
    {
        ref readonly WindowTotals totals = ref _window.At(now);
        (decimal? value, bool? breached) = measure(in totals, slo, threshold);
        (GuardDoubt doubt, string held) = Doubt(in totals, breached);
        BurnReading reading = BurnReading.Of(slo, window, in totals, null);
        string shown = value is { } number ? number.ToString("0.####", CultureInfo.InvariantCulture) + unit : "undefined";
        return new AlertReading
        {
            Rule = rule.Name,
            Severity = rule.Severity,
            At = now,
            Condition = ConditionOf(in totals, breached, doubt),
            Threshold = threshold,
            Value = value,
            Windows = [reading],
            Explanation = string.Create(
                CultureInfo.InvariantCulture,
                $"{(values is null ? "" : "mean ")}{shown} over {DurationText.Of(window)} ({Counted(reading)}); fires {fires} "
                + $"{threshold:0.####}{unit}{held}"),
        };
    }

    private string Counted(BurnReading reading) => values is null
        ? Check.Text($"{reading.Bad:0.##} bad of {reading.Total:0}")
        : Check.Text($"{reading.Total:0} {values}");

    private (GuardDoubt Doubt, string Explanation) Doubt(in WindowTotals totals, bool? breached) =>
        breached == true && guard is not null ? guard(in totals, _window, slo) : (GuardDoubt.None, string.Empty);

    private static AlertCondition ConditionOf(in WindowTotals totals, bool? breached, GuardDoubt doubt) =>
        totals.Buckets == 0 ? AlertCondition.NoData
        : breached == true && doubt == GuardDoubt.None ? AlertCondition.Met
        : AlertCondition.NotMet;
}
