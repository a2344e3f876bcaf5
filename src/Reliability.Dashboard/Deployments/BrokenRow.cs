namespace Reliability.Dashboard.Internal;

/// <summary>An incident that is attributed to a deployment.</summary>
internal sealed record BrokenRow
{
    /// <summary>Gets the deployment.</summary>
    public required string DeploymentId { get; init; }

    public required string Version { get; init; }

    public required IncidentRow Incident { get; init; }

    /// <summary>Gets why it is attributed, in words.</summary>
    public required string Because { get; init; }
}
