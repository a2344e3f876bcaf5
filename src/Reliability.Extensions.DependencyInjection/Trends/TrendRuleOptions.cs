using Reliability.Releases;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability;

/// <summary>
/// A trend rule as written in configuration: a metric or objective notifies when it degrades. At least one setting is written.
/// </summary>
public sealed class TrendRuleOptions
{
    /// <summary>Gets or sets the time that is judged.</summary>
    /// <value>Whole days, <c>14.00:00:00</c> to <c>1826.00:00:00</c>. Default: 90 days. See <see cref="TrendRule.Days"/>.</value>
    public TimeSpan Over { get; set; } = TimeSpan.FromDays(new TrendRule().Days);

    /// <summary>Gets or sets the severity of the notifications.</summary>
    /// <value>Default: <see cref="AlertSeverity.Ticket"/>.</value>
    public AlertSeverity Severity { get; set; } = AlertSeverity.Ticket;

    /// <summary>Gets or sets the time for which the metric must no longer be worse before an alert resolves.</summary>
    /// <value>Whole days, <c>1.00:00:00</c> to <c>30.00:00:00</c>. Default: 3 days. See <see cref="TrendRule.ResolveAfterDays"/>.</value>
    public TimeSpan ResolveAfter { get; set; } = TimeSpan.FromDays(new TrendRule().ResolveAfterDays);

    /// <summary>Gets or sets the verdict of the release gate while an alert of the rule fires: <c>Allow</c>, <c>Warn</c> or <c>Block</c>.
    /// </summary>
    /// <value>Default: <c>Allow</c>, so that the gate does not object. See <see cref="TrendRule.AtGate"/>.</value>
    public GateVerdict AtGate { get; set; } = GateVerdict.Allow;
}
