namespace Reliability.Dashboard.Internal;

/// <summary>A deployment in a list.</summary>
internal sealed record DeploymentRow
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Version { get; init; }

    public required string Environment { get; init; }

    public required string Status { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets how long it took, in seconds; <see langword="null"/> if it has not ended.</summary>
    public decimal? Seconds { get; init; }

    /// <summary>Gets the deployment that it rolls back; <see langword="null"/> if none.</summary>
    public string? RollbackOf { get; init; }

    public required int Commits { get; init; }

    /// <summary>Gets the results of its tests; <see langword="null"/> if none are known.</summary>
    public DeploymentTestRow? Tests { get; init; }

    /// <summary>Gets what is unusual about it, in words; <see langword="null"/> if nothing.</summary>
    public string? Notes { get; init; }
}
