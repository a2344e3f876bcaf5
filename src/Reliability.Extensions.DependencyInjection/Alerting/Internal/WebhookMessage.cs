using Reliability.Alerting;

namespace Reliability.Internal;

/// <summary>The JSON body that a webhook posts. Names are stable; fields may be added.</summary>
internal sealed record WebhookMessage(
    int Version,
    string AlertId,
    string Transition,
    string Service,
    string Slo,
    string Rule,
    string Severity,
    DateTimeOffset FiredAt,
    DateTimeOffset? ResolvedAt,
    string Explanation,
    string ClearsWhen,
    string? Page)
{
    public static WebhookMessage From(AlertNotification n) => new(
        1, n.AlertId, n.Kind.ToString(), n.Service, n.Slo, n.Rule, n.Severity.ToString(), n.FiredAt, n.ResolvedAt, n.Explanation,
        n.ClearsWhen, n.Page?.AbsoluteUri);
}
