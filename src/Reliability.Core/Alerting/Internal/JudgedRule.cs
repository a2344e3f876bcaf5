using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>What a rule or a policy sees at one moment, and who is to hear of it.</summary>
/// <param name="Name">The name of the rule.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Condition">Whether its condition holds.</param>
/// <param name="Explanation">What it saw.</param>
/// <param name="ClearsWhen">What would end it.</param>
/// <param name="Tells">Who is to be told.</param>
/// <param name="LongWindow">The long window of a burn-rate rule, by which a faster one speaks for a slower; null for others.</param>
internal sealed record JudgedRule(
    string Name,
    AlertSeverity Severity,
    AlertCondition Condition,
    string Explanation,
    string ClearsWhen,
    IReadOnlyList<string> Tells,
    TimeSpan? LongWindow);
