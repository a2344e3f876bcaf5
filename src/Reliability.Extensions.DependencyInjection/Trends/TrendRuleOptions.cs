using Reliability.Releases;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability;

/// <summary>
/// A trend rule as written in configuration: a metric or objective notifies when it degrades. At least one setting is written.
/// </summary>
public sealed class TrendRuleOptions
{
    /// <summary>Gets or sets the number of days that are judged.</summary>
    /// <value>14 to 1826. Default: 90. See <see cref="TrendRule.Days"/>.</value>
    public int Days { get; set; } = new TrendRule().Days;

    /// <summary>Gets or sets the severity of the notifications.</summary>
    /// <value>Default: <see cref="AlertSeverity.Ticket"/>.</value>
    public AlertSeverity Severity { get; set; } = AlertSeverity.Ticket;

    /// <summary>Gets or sets the number of days in a row on which the metric must no longer be worse before an alert resolves.</summary>
    /// <value>1 to 30. Default: 3. See <see cref="TrendRule.ResolveAfterDays"/>.</value>
    public int ResolveAfterDays { get; set; } = new TrendRule().ResolveAfterDays;

    /// <summary>Gets or sets the verdict of the release gate while an alert of the rule fires: <c>Allow</c>, <c>Warn</c> or <c>Block</c>.
    /// </summary>
    /// <value>Default: <c>Allow</c>, so that the gate does not object. See <see cref="TrendRule.AtGate"/>.</value>
    public GateVerdict AtGate { get; set; } = GateVerdict.Allow;
}
