namespace Reliability.AspNetCore.Internal;

internal sealed record OrphanList(string Service, IReadOnlyList<OrphanResource> Alerts, IReadOnlyList<UnreadableResource> Unreadable);
