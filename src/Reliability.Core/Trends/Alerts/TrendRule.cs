using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.Trends;

/// <summary>
/// Specifies that a metric notifies when it degrades: once for each lasting shift in its worse direction, and once for a trend without a
/// shift. A metric with a rule states its better direction.
/// </summary>
public sealed record TrendRule
{
    /// <summary>The minimum of <see cref="Days"/>: 14.</summary>
    public const int MinDays = 14;

    /// <summary>The maximum of <see cref="ResolveAfterDays"/>: 30.</summary>
    public const int MaxResolveAfterDays = 30;

    /// <summary>
    /// Gets the number of days that are judged, <see cref="MinDays"/> to <see cref="TrendRequest.MaxDays"/>. Default: 90.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Days { get; init => field = Check.Between(value, MinDays, TrendRequest.MaxDays, nameof(value)); } = 90;

    /// <summary>Gets the severity of the notifications. Default: <see cref="AlertSeverity.Ticket"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such severity.</exception>
    public AlertSeverity Severity { get; init => field = Require(value); } = AlertSeverity.Ticket;

    /// <summary>
    /// Gets the number of days in a row on which the metric must no longer be worse before an alert resolves, 1 to
    /// <see cref="MaxResolveAfterDays"/>. Days without values do not count. Default: 3, so that a verdict close to its threshold does not
    /// make the alert flap.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int ResolveAfterDays { get; init => field = Check.Between(value, 1, MaxResolveAfterDays, nameof(value)); } = 3;

    /// <summary>
    /// Gets the verdict of the release gate of the service while an alert of this rule fires, with the reason code
    /// <see cref="GateReasonCodes.MetricDegraded"/>: allow, warn or block. Default: <see cref="GateVerdict.Allow"/>, so that the gate does
    /// not object.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not allow, warn or block.</exception>
    public GateVerdict AtGate
    {
        get;
        init
        {
            Check.That(
                value is GateVerdict.Allow or GateVerdict.Warn or GateVerdict.Block,
                value,
                "The verdict must be Allow, Warn or Block.",
                nameof(value));
            field = value;
        }
    } = GateVerdict.Allow;

    /// <summary>Gets how the trend is judged. Default: the options of the setup.</summary>
    public TrendOptions? Options { get; init; }

    /// <summary>Returns the rule as text, which is the same exactly when the rule is.</summary>
    internal string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"trend over {Days} d, {Severity}, resolves after {ResolveAfterDays} d, gate {AtGate}, {Options?.ToString() ?? "default options"}");

    private static AlertSeverity Require(AlertSeverity value)
    {
        Check.That(Enum.IsDefined(value), value, "The severity must be Ticket or Page.", nameof(value));
        return value;
    }
}
