using Reliability.Alerting;

namespace Reliability.AspNetCore.Internal;

/// <summary>The state of an alert, as the holder of the lease last evaluated it.</summary>
internal sealed record AlertStateResource(
    string State, string? AlertId, DateTimeOffset? FiredAt, DateTimeOffset? ResolvedAt, DateTimeOffset? JudgedAt, string? SuppressedBy,
    string Explanation, string ClearsWhen)
{
    public static AlertStateResource From(AlertStatus status) => new(
        status.State.ToString(), status.AlertId, status.FiredAt, status.ResolvedAt, status.JudgedAt, status.SuppressedBy,
        status.Explanation, status.ClearsWhen);
}
