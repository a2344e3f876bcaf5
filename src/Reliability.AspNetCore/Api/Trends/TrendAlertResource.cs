using Reliability.Alerting;

namespace Reliability.AspNetCore.Internal;

/// <summary>An alert about the trend of a metric, or about one shift of it.</summary>
internal sealed record TrendAlertResource(
    string Rule,
    string Severity,
    string State,
    string? AlertId,
    DateTimeOffset? FiredAt,
    DateTimeOffset? JudgedAt,
    string Explanation,
    string ClearsWhen)
{
    public static TrendAlertResource From(AlertStatus alert) => new(
        alert.Rule,
        alert.Severity.ToString(),
        alert.State.ToString(),
        alert.AlertId,
        alert.FiredAt,
        alert.JudgedAt,
        alert.Explanation,
        alert.ClearsWhen);
}
