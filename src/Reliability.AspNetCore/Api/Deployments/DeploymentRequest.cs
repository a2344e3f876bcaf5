namespace Reliability.AspNetCore.Internal;

/// <summary>A deployment that starts now, or one that has ended if <c>status</c> or <c>endedAt</c> is stated.</summary>
internal sealed record DeploymentRequest
{
    public required string Service { get; init; }

    public required string Version { get; init; }

    public string? Environment { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<CommitResource>? Commits { get; init; }

    public string? RollbackOf { get; init; }

    public string? Reason { get; init; }

    public string? Id { get; init; }
}
