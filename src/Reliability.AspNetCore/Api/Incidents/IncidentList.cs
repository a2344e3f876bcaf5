namespace Reliability.AspNetCore.Internal;

/// <summary>A page of incidents, the latest start first.</summary>
internal sealed record IncidentList(
    IReadOnlyList<IncidentSummary> Incidents, int TotalCount, string? Next, IReadOnlyList<UnreadableResource> Unreadable);
