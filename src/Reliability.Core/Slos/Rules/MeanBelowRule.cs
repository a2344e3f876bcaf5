using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>Fires while the mean of the values over a window is below a limit: "average score below 3.8 over 24 h".</summary>
public sealed record MeanBelowRule : AlertRule
{
    /// <summary>Sets the rule.</summary>
    /// <param name="mean">The limit, in the unit of the values.</param>
    /// <param name="window">The window, whole minutes up to 90 days.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is outside its range.</exception>
    public MeanBelowRule(decimal mean, TimeSpan window)
        : base(string.Create(CultureInfo.InvariantCulture, $"mean-below-{mean}-{DurationText.Of(window)}"), AlertSeverity.Page)
    {
        Mean = mean;
        Window = RequireWindow(window, nameof(window));
    }

    /// <summary>The limit.</summary>
    public decimal Mean { get; }

    /// <summary>The window.</summary>
    public TimeSpan Window { get; }

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => Window;

    internal override RuleEvaluator Follow(SloDefinition slo) =>
        new ThresholdEvaluator(this, Window, slo, Mean, string.Empty, fires: "below", Measure);

    internal override string? Fault(SloDefinition slo) =>
        slo.Series.Kind == SeriesKind.Outcome ? "outcomes have no values, and so no mean." : null;

    private static (decimal? Value, bool? Below) Measure(in WindowTotals totals, SloDefinition slo, decimal threshold)
    {
        decimal? mean = totals.Count == 0 ? null : totals.Sum / totals.Count;
        return (mean, mean < threshold);
    }
}
