using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>
/// Fires if a quantile of the values over a window is above a limit, such as "p95 above 550 ms over 10 min". The quantile is an estimate
/// from a sketch, with a relative error of at most 0.54 %.
/// </summary>
public sealed record QuantileAboveRule : AlertRule
{
    /// <summary>Initializes a new instance for a latency.</summary>
    /// <param name="quantile">The quantile, above 0 and below 1, such as 0.95 for p95.</param>
    /// <param name="limit">The latency above which the rule fires, above 0.</param>
    /// <param name="window">The window, 1 minute to 3 days, in whole minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public QuantileAboveRule(double quantile, TimeSpan limit, TimeSpan window)
        : this(quantile, limit.TotalSeconds, window)
    {
        Check.That(limit > TimeSpan.Zero, limit, "The limit of a latency must be above 0.", nameof(limit));
        Name = $"{QuantileName(quantile)}-above-{DurationText.Of(limit)}-{DurationText.Of(window)}";
    }

    /// <summary>Initializes a new instance for any value.</summary>
    /// <param name="quantile">The quantile, above 0 and below 1, such as 0.95 for p95.</param>
    /// <param name="limit">The value above which the rule fires, in the unit of the values (seconds for latencies), -10¹⁵ to 10¹⁵.</param>
    /// <param name="window">The window, 1 minute to 3 days, in whole minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public QuantileAboveRule(double quantile, double limit, TimeSpan window)
        : base(string.Create(CultureInfo.InvariantCulture, $"{QuantileName(quantile)}-above-{limit}-{DurationText.Of(window)}"))
    {
        Check.That(quantile is > 0 and < 1, quantile, "The quantile must be above 0 and below 1, such as 0.95.", nameof(quantile));
        Check.That(limit is >= -1e15 and <= 1e15, limit, "The limit must be -1E15 to 1E15.", nameof(limit));
        Check.That(
            window <= BucketGrid.MaxMinuteWindow,
            window,
            "The window of a quantile rule must be at most 3 days.",
            nameof(window));
        Quantile = quantile;
        Limit = limit;
        Window = RequireWindow(window, nameof(window));
    }

    /// <summary>Gets the quantile, above 0 and below 1.</summary>
    public double Quantile { get; }

    /// <summary>Gets the value above which the rule fires, in the unit of the values (seconds for latencies).</summary>
    public double Limit { get; }

    /// <summary>Gets the window.</summary>
    public TimeSpan Window { get; }

    /// <summary>Gets the guard that prevents alerts from a few values. Default: <see cref="LowTrafficGuard.Default"/>.</summary>
    public LowTrafficGuard Guard { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } =
        LowTrafficGuard.Default;

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => Window;

    internal override bool NeedsSketches => true;

    internal override string? Fault(ObjectiveTerms terms) =>
        terms.Series.KeepsSketch ? null : "only latencies and measurements have quantiles.";

    private static string QuantileName(double quantile) => string.Create(CultureInfo.InvariantCulture, $"p{quantile * 100:0.###}");
}
