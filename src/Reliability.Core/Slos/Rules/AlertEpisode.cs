namespace Reliability.Slos;

/// <summary>One time that an alert rule fired.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Severity">The severity of the rule.</param>
/// <param name="FiredAt">When its condition came to hold.</param>
/// <param name="ClearedAt">When it ceased to hold; <see langword="null"/> while it does.</param>
/// <param name="Explanation">What the rule saw when it fired.</param>
public sealed record AlertEpisode(
    string Rule, AlertSeverity Severity, DateTimeOffset FiredAt, DateTimeOffset? ClearedAt, string Explanation);
