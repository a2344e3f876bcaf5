using Reliability.Alerting;

namespace Reliability.Dashboard.Internal;

/// <summary>An alert that fires.</summary>
internal sealed record FiringRow
{
    public required string Rule { get; init; }

    public required string Severity { get; init; }

    public DateTimeOffset? Since { get; init; }

    public required string Explanation { get; init; }

    /// <summary>Gets the condition under which the alert resolves.</summary>
    public required string ClearsWhen { get; init; }

    public static FiringRow Of(AlertStatus alert) => new()
    {
        Rule = alert.Rule,
        Severity = alert.Severity.ToString(),
        Since = alert.FiredAt,
        Explanation = alert.Explanation,
        ClearsWhen = alert.ClearsWhen,
    };

    public static FiringRow Of(AlertNotification alert) => new()
    {
        Rule = alert.Rule,
        Severity = alert.Severity.ToString(),
        Since = alert.FiredAt,
        Explanation = alert.Explanation,
        ClearsWhen = alert.ClearsWhen,
    };
}
