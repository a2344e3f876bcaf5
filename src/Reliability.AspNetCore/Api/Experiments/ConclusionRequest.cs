namespace Reliability.AspNetCore.Internal;

internal sealed record ConclusionRequest
{
    public required string Reason { get; init; }

    /// <summary>The key of the variant to ship. Without it, the control is kept.</summary>
    public string? Ship { get; init; }

    public bool Override { get; init; }

    public string? Id { get; init; }

    /// <summary>The version that the caller saw, unless the request has <c>If-Match</c>.</summary>
    public string? Etag { get; init; }
}
