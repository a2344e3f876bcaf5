namespace Reliability.Releases;

/// <summary>What became of a change of a deployment.</summary>
public sealed record DeploymentUpdate
{
    /// <summary>Gets the outcome.</summary>
    public required DeploymentOutcome Outcome { get; init; }

    /// <summary>Gets the deployment as it is now, or <see langword="null"/> if it was not found.</summary>
    public Deployment? Current { get; init; }

    /// <summary>Gets the reason for a conflict or for what was not found, as a sentence; otherwise <see langword="null"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>Gets a value indicating whether the change is in effect: it was stored now or before.</summary>
    public bool IsInEffect => Outcome is DeploymentOutcome.Stored or DeploymentOutcome.Duplicate;
}
