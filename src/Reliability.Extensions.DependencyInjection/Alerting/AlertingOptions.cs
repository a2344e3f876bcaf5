using Reliability.Alerting;

namespace Reliability;

/// <summary>Options for the evaluation of alerts.</summary>
public sealed class AlertingOptions
{
    /// <summary>Gets or sets the interval at which every alert rule is evaluated.</summary>
    /// <value>1 second to 1 hour. Default: 30 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a condition must hold before its alert fires.</summary>
    /// <value>Zero to 7 days. Default: zero. See <see cref="AlertBehavior.MinDuration"/>.</value>
    public TimeSpan MinDuration { get; set; } = AlertBehavior.Default.MinDuration;

    /// <summary>Gets or sets how long a condition must be absent before its alert resolves.</summary>
    /// <value>Zero to 7 days. Default: 5 minutes. See <see cref="AlertBehavior.ResolveAfter"/>.</value>
    public TimeSpan ResolveAfter { get; set; } = AlertBehavior.Default.ResolveAfter;

    /// <summary>Gets or sets how long an alert cannot fire again after it resolved.</summary>
    /// <value>Zero to 7 days. Default: zero. See <see cref="AlertBehavior.Cooldown"/>.</value>
    public TimeSpan Cooldown { get; set; } = AlertBehavior.Default.Cooldown;

    /// <summary>
    /// Gets or sets the public address of the dashboard, such as <c>https://ops.example.com/reliability/</c>. Each notification then holds
    /// the address of the page of its objective.
    /// </summary>
    /// <value>An absolute address with http or https, without query. Default: none.</value>
    public Uri? DashboardAddress { get; set; }
}
