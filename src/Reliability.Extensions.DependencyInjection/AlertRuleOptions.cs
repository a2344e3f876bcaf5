using Reliability.Slos;

namespace Reliability;

/// <summary>An alert rule as configuration writes it. Exactly one of the conditions is set.</summary>
public sealed class AlertRuleOptions
{
    /// <summary>The window, or the long window of a burn-rate rule, such as <c>01:00:00</c>.</summary>
    public TimeSpan? Window { get; set; }

    /// <summary>Condition: the share of good events, in percent, is below this.</summary>
    public decimal? RatioBelow { get; set; }

    /// <summary>Condition: the mean of the values is below this.</summary>
    public decimal? MeanBelow { get; set; }

    /// <summary>Condition: <see cref="Quantile"/> is above this (seconds for latencies).</summary>
    public double? QuantileAbove { get; set; }

    /// <summary>The quantile of <see cref="QuantileAbove"/>, which alone uses it. Default: 0.95.</summary>
    public double? Quantile { get; set; }

    /// <summary>Condition: the burn rate is above this over <see cref="Window"/> and <see cref="ShortWindow"/>.</summary>
    public decimal? BurnRateAbove { get; set; }

    /// <summary>The short window of <see cref="BurnRateAbove"/>, which alone uses it. Default: a twelfth of the long one, in whole minutes.</summary>
    public TimeSpan? ShortWindow { get; set; }

    /// <summary>Condition: any bad event.</summary>
    public bool AnyBadEvent { get; set; }

    /// <summary>Who should hear of it.</summary>
    /// <value>Default <see cref="AlertSeverity.Page"/>.</value>
    public AlertSeverity Severity { get; set; } = AlertSeverity.Page;
}
