namespace Reliability.AspNetCore.Internal;

internal sealed record AlertmanagerResource(int ReceivedCount, IReadOnlyList<IncidentRejectionResource> Rejected);
