namespace Reliability.Releases.Internal;

/// <summary>A commit as part of a stored entry.</summary>
internal sealed record StoredCommit
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public static StoredCommit Of(DeploymentCommit one) => new() { Id = one.Id, At = one.At };

    public DeploymentCommit ToCommit() => new() { Id = Id, At = At };
}
