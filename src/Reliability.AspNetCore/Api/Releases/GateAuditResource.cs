using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

internal sealed record GateAuditResource(
    long Position, string Kind, string Id, string Service, string By, string Reason, DateTimeOffset RecordedAt, DateTimeOffset? ExpiresAt)
{
    public static GateAuditResource From(GateAuditEntry entry) =>
        new(entry.Position, entry.Kind.ToString(), entry.Id, entry.Service, entry.By, entry.Reason, entry.RecordedAt, entry.ExpiresAt);
}
