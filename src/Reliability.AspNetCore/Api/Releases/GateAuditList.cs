namespace Reliability.AspNetCore.Internal;

internal sealed record GateAuditList(string Service, IReadOnlyList<GateAuditResource> Entries);
