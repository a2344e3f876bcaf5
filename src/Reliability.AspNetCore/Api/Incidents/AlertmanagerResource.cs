namespace Reliability.AspNetCore.Internal;

/// <summary>The number of alerts that were accepted, and those that were rejected.</summary>
internal sealed record AlertmanagerResource(int ReceivedCount, IReadOnlyList<IncidentRejectionResource> Rejected);
