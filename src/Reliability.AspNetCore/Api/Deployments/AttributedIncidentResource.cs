namespace Reliability.AspNetCore.Internal;

/// <summary>An incident, and why it is attributed to a deployment.</summary>
internal sealed record AttributedIncidentResource(IncidentSummary Incident, string DeploymentAttribution);
