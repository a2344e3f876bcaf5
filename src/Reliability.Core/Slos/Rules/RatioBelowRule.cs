using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>Fires while the share of good events over a window is below a percentage: "success below 99.8 % over 1 h".</summary>
public sealed record RatioBelowRule : AlertRule
{
    /// <summary>Sets the rule.</summary>
    /// <param name="percent">The percentage, above 0 and at most 100.</param>
    /// <param name="window">The window, whole minutes up to 90 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RatioBelowRule(decimal percent, TimeSpan window)
        : base(string.Create(CultureInfo.InvariantCulture, $"below-{percent}%-{DurationText.Of(window)}"), AlertSeverity.Page)
    {
        Require.That(percent is > 0 and <= 100, percent, "A percentage to stay above is above 0 and at most 100.", nameof(percent));
        Percent = percent;
        Window = RequireWindow(window, nameof(window));
    }

    /// <summary>The percentage below which the rule fires.</summary>
    public decimal Percent { get; }

    /// <summary>The window.</summary>
    public TimeSpan Window { get; }

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => Window;

    internal override RuleEvaluator Follow(SloDefinition slo) =>
        new ThresholdEvaluator(this, Window, slo, Percent, "%", fires: "below", Measure);

    private static (decimal? Value, bool? Below) Measure(in WindowTotals totals, SloDefinition slo, decimal threshold)
    {
        if (totals.Count == 0)
        {
            return (null, null);
        }

        decimal percent = slo.Indicator.Credit(in totals) * 100;
        return (percent / totals.Count, percent < (threshold * totals.Count));
    }
}
