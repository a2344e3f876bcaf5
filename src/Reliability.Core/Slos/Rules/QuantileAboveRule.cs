using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>
/// Fires while a quantile of the values over a window is above a limit: "p95 above 550 ms over 10 min". Read from the sketch, so within
/// 0.54 %.
/// </summary>
public sealed record QuantileAboveRule : AlertRule
{
    /// <summary>Sets the rule for a latency.</summary>
    /// <param name="quantile">The quantile, above 0 and below 1: 0.95 for p95.</param>
    /// <param name="limit">The limit, above zero.</param>
    /// <param name="window">The window, whole minutes up to 3 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public QuantileAboveRule(double quantile, TimeSpan limit, TimeSpan window)
        : this(quantile, limit.TotalSeconds, window)
    {
        Require.That(limit > TimeSpan.Zero, limit, "A limit for a latency is above zero.", nameof(limit));
        Name = $"{QuantileName(quantile)}-above-{DurationText.Of(limit)}-{DurationText.Of(window)}";
    }

    /// <summary>Sets the rule for any value.</summary>
    /// <param name="quantile">The quantile, above 0 and below 1.</param>
    /// <param name="limit">The limit in the unit of the values (seconds for latencies), -10¹⁵ to 10¹⁵.</param>
    /// <param name="window">The window, whole minutes up to 3 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public QuantileAboveRule(double quantile, double limit, TimeSpan window)
        : base(
            string.Create(CultureInfo.InvariantCulture, $"{QuantileName(quantile)}-above-{limit}-{DurationText.Of(window)}"),
            AlertSeverity.Page)
    {
        Require.That(quantile is > 0 and < 1, quantile, "A quantile is above 0 and below 1, such as 0.95.", nameof(quantile));
        Require.That(limit is >= -1e15 and <= 1e15, limit, "A limit is -1E15 to 1E15.", nameof(limit));
        Require.That(
            window <= BucketGrid.LongestMinuteWindow,
            window,
            "A quantile alert looks at a window of up to 3 days.",
            nameof(window));
        Quantile = quantile;
        Limit = limit;
        Window = RequireWindow(window, nameof(window));
    }

    /// <summary>The quantile.</summary>
    public double Quantile { get; }

    /// <summary>The limit, in the unit of the values (seconds for latencies).</summary>
    public double Limit { get; }

    /// <summary>The window.</summary>
    public TimeSpan Window { get; }

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => Window;

    internal override bool NeedsSketches => true;

    internal override RuleEvaluator Follow(SloDefinition slo) => new QuantileEvaluator(this, slo);

    internal override string? Fault(SloDefinition slo) =>
        slo.Series.KeepsSketch ? null : "only latencies and measurements have quantiles.";

    private static string QuantileName(double quantile) => string.Create(CultureInfo.InvariantCulture, $"p{quantile * 100:0.###}");
}
