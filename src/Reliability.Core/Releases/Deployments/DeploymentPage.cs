namespace Reliability.Releases;

/// <summary>A page of deployments, the newest start first.</summary>
public sealed record DeploymentPage
{
    /// <summary>Gets the deployments.</summary>
    public required IReadOnlyList<Deployment> Deployments { get; init; }

    /// <summary>Gets the place after the last one, for <see cref="DeploymentQuery.After"/>; null if there are no more.</summary>
    public string? Next { get; init; }
}
