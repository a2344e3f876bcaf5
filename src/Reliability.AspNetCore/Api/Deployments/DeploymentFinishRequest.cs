namespace Reliability.AspNetCore.Internal;

internal sealed record DeploymentFinishRequest
{
    /// <summary>Succeeded if it is not stated.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The revision that the caller has seen.</summary>
    public long? Revision { get; init; }

    public string? Reason { get; init; }

    public string? Id { get; init; }
}
