namespace Reliability.Dashboard.Internal;

/// <summary>What the overview shows about deployments.</summary>
internal sealed record DeploymentsFigures
{
    /// <summary>Gets the last deployments of all services, the latest start first.</summary>
    public required IReadOnlyList<DeploymentRow> Items { get; init; }

    /// <summary>Gets the services that have deployments, by name.</summary>
    public required IReadOnlyList<string> Services { get; init; }
}
