namespace Reliability.AspNetCore.Internal;

/// <summary>The number of accepted alerts, those that were rejected, and the accepted ones that changed nothing.</summary>
internal sealed record AlertmanagerResource(
    int ReceivedCount, IReadOnlyList<IncidentRejectionResource> Rejected, IReadOnlyList<IncidentRejectionResource> Ignored);
