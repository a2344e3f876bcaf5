using Reliability.Alerting;

namespace Reliability.AspNetCore.Internal;

internal sealed record TransitionResource(
    string AlertId,
    string Transition,
    string Service,
    string Slo,
    string Rule,
    string Severity,
    DateTimeOffset FiredAt,
    DateTimeOffset? ResolvedAt,
    string Explanation,
    string ClearsWhen)
{
    public static TransitionResource From(AlertNotification n) =>
        new(
            n.AlertId,
            n.Kind.ToString(),
            n.Service,
            n.Slo,
            n.Rule,
            n.Severity.ToString(),
            n.FiredAt,
            n.ResolvedAt,
            n.Explanation,
            n.ClearsWhen);
}
