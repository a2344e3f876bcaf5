using Reliability.Slos;

namespace Reliability;

/// <summary>An alert rule as written in configuration. Exactly one condition is set.</summary>
public sealed class AlertRuleOptions
{
    /// <summary>Gets or sets the name of the rule, unique within the objective.</summary>
    /// <value>1 to 200 bytes of UTF-8 without control characters. Default: a name that is built from the values of the rule.</value>
    public string? Name { get; set; }

    /// <summary>Gets or sets the window, or the long window of a burn-rate rule, such as <c>01:00:00</c>.</summary>
    /// <value>1 minute to 90 days, of a quantile 3 days, in whole minutes.</value>
    public TimeSpan? Window { get; set; }

    /// <summary>Gets or sets the percentage of good events below which the alert fires (a condition).</summary>
    /// <value>Above 0, at most 100.</value>
    public decimal? PercentBelow { get; set; }

    /// <summary>Gets or sets the mean of the values below which the alert fires (a condition).</summary>
    /// <value>Any number; a mean of scores is 0 to the scale.</value>
    public decimal? MeanBelow { get; set; }

    /// <summary>
    /// Gets or sets the value of <see cref="Quantile"/> above which the alert fires, in seconds for latencies (a condition).
    /// </summary>
    /// <value>Above 0 for latencies; -10¹⁵ to 10¹⁵ for measurements.</value>
    public double? QuantileAbove { get; set; }

    /// <summary>Gets or sets the quantile that <see cref="QuantileAbove"/> compares. No other condition uses it.</summary>
    /// <value>Above 0, below 1. Default: 0.95.</value>
    public double? Quantile { get; set; }

    /// <summary>
    /// Gets or sets the burn rate above which the alert fires, over both <see cref="Window"/> and <see cref="ShortWindow"/> (a condition).
    /// </summary>
    /// <value>Above 0.</value>
    public decimal? BurnRateAbove { get; set; }

    /// <summary>Gets or sets the short window of <see cref="BurnRateAbove"/>. No other condition uses it.</summary>
    /// <value>1 minute to <see cref="Window"/>, in whole minutes. Default: a twelfth of the long window.</value>
    public TimeSpan? ShortWindow { get; set; }

    /// <summary>Gets or sets a value indicating whether any bad event fires the alert (a condition).</summary>
    public bool AnyBadEvent { get; set; }

    /// <summary>
    /// Gets or sets the minimum number of bad events for which the alert fires. <see cref="AnyBadEvent"/> does not use it.
    /// </summary>
    /// <value>0 or more. Default: 5. See <see cref="LowTrafficGuard.MinBadEvents"/>.</value>
    public int? MinBadEvents { get; set; }

    /// <summary>
    /// Gets or sets the minimum number of values for which a mean or a quantile fires. <see cref="AnyBadEvent"/> does not use it.
    /// </summary>
    /// <value>0 or more. Default: 30. See <see cref="LowTrafficGuard.MinValues"/>.</value>
    public int? MinValues { get; set; }

    /// <summary>
    /// Gets or sets the confidence with which the condition must hold. <see cref="AnyBadEvent"/> does not use it.
    /// </summary>
    /// <value>0.5, which does not require confidence, to 0.9999. Default: 0.95. See <see cref="LowTrafficGuard.Confidence"/>.</value>
    public double? Confidence { get; set; }

    /// <summary>Gets or sets the severity of the alert.</summary>
    /// <value>Default: <see cref="AlertSeverity.Ticket"/>.</value>
    public AlertSeverity Severity { get; set; } = AlertSeverity.Ticket;
}
