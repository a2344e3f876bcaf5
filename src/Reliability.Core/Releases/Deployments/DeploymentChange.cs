namespace Reliability.Releases;

/// <summary>An entry in the history of deployments. Entries are never changed or removed.</summary>
public sealed record DeploymentChange
{
    /// <summary>Gets the position in the history of the service, without gaps, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the kind.</summary>
    public required DeploymentChangeKind Kind { get; init; }

    /// <summary>Gets the ID of the change.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the ID of the deployment.</summary>
    public required string DeploymentId { get; init; }

    /// <summary>Gets the author of the change.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the time at which the change was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}
