using Reliability.Alerting;

namespace Reliability;

/// <summary>How alerts are judged and told.</summary>
public sealed class AlertingOptions
{
    /// <summary>How often every rule is judged.</summary>
    /// <value>1 second to 1 hour. Default: 30 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a condition must hold before its alert fires.</summary>
    /// <value>Zero to 7 days. Default: zero. See <see cref="AlertBehavior.MinDuration"/>.</value>
    public TimeSpan MinDuration { get; set; } = AlertBehavior.Default.MinDuration;

    /// <summary>How long a condition must not hold before its alert resolves.</summary>
    /// <value>Zero to 7 days. Default: 5 minutes. See <see cref="AlertBehavior.ResolveAfter"/>.</value>
    public TimeSpan ResolveAfter { get; set; } = AlertBehavior.Default.ResolveAfter;

    /// <summary>How long after it resolved an alert cannot fire again.</summary>
    /// <value>Zero to 7 days. Default: zero. See <see cref="AlertBehavior.Cooldown"/>.</value>
    public TimeSpan Cooldown { get; set; } = AlertBehavior.Default.Cooldown;
}
