namespace Reliability.AspNetCore.Internal;

/// <summary>An incident, the earlier one that came again, and the deployment to which it is attributed.</summary>
internal sealed record IncidentDetailResource(
    IncidentResource Incident, string? RecurrenceOf, bool RecurrenceIsExplicit, string? DeploymentId, string DeploymentAttribution);
