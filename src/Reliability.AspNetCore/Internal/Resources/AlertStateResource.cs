using Reliability.Alerting;

namespace Reliability.AspNetCore.Internal;

/// <summary>Where an alert stands, as whoever holds the lease last judged it.</summary>
internal sealed record AlertStateResource(
    string State, string? AlertId, DateTimeOffset? FiredAt, DateTimeOffset? ResolvedAt, DateTimeOffset? JudgedAt, string? SuppressedBy, string ClearsWhen)
{
    public static AlertStateResource From(AlertStatus status) => new(
        status.State.ToString(), status.AlertId, status.FiredAt, status.ResolvedAt, status.JudgedAt, status.SuppressedBy, status.ClearsWhen);
}
