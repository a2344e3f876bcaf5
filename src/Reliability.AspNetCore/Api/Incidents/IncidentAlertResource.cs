namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentAlertResource(
    string AlertId, string Slo, string Rule, string Severity, DateTimeOffset FiredAt, DateTimeOffset? ResolvedAt);
