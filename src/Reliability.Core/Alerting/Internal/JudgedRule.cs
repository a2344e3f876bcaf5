using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>The reading of a rule or a policy at one point in time, and the notifiers to call.</summary>
/// <param name="Name">The name of the rule.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Condition">Whether its condition is met.</param>
/// <param name="Explanation">The explanation of the reading.</param>
/// <param name="ClearsWhen">The condition under which the alert resolves.</param>
/// <param name="Tells">The notifiers to call.</param>
/// <param name="LongWindow">
/// The long window of a burn-rate rule, by which a faster rule suppresses a slower one; null for other rules.
/// </param>
internal sealed record JudgedRule(
    string Name,
    AlertSeverity Severity,
    AlertCondition Condition,
    string Explanation,
    string ClearsWhen,
    IReadOnlyList<string> Tells,
    TimeSpan? LongWindow);
