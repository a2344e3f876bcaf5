using Reliability.Releases;

namespace Reliability.Incidents;

/// <summary>An incident that is attributed to a deployment. That the deployment came before does not mean that it is the cause.</summary>
public sealed record AttributedIncident
{
    /// <summary>Gets the deployment.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>Gets the incident, with what it burnt when that was last measured.</summary>
    public required Incident Incident { get; init; }

    /// <summary>Gets why it is attributed: a person named the deployment, or it is the last one before.</summary>
    public required DeploymentAttributionKind Kind { get; init; }
}
