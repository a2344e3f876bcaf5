using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>Fires while a window holds any bad event: "any data loss".</summary>
public sealed record BadEventRule : AlertRule
{
    /// <summary>Sets the rule.</summary>
    /// <param name="window">How long the alert lasts after the event, whole minutes up to 90 days.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is outside its range.</exception>
    public BadEventRule(TimeSpan window)
        : base($"any-bad-event-{DurationText.Of(window)}", AlertSeverity.Page) => Window = RequireWindow(window, nameof(window));

    /// <summary>How long the alert lasts after the event.</summary>
    public TimeSpan Window { get; }

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => Window;

    internal override RuleEvaluator Follow(SloDefinition slo) =>
        new ThresholdEvaluator(this, Window, slo, 0, " bad events", fires: "above", Measure);

    internal override string? Fault(SloDefinition slo) =>
        slo.Indicator is ScoreIndicator ? "a score is partly bad as soon as it is not the best; use a MeanBelowRule." : null;

    private static (decimal? Value, bool? Above) Measure(in WindowTotals totals, SloDefinition slo, decimal threshold)
    {
        decimal bad = totals.Count - slo.Indicator.Credit(in totals);
        return (bad, bad > threshold);
    }
}
