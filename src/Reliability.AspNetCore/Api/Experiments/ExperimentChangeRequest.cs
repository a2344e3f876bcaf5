namespace Reliability.AspNetCore.Internal;

internal sealed record ExperimentChangeRequest
{
    public required string Reason { get; init; }

    public string? Id { get; init; }

    /// <summary>The version that the caller saw, unless the request has <c>If-Match</c>.</summary>
    public string? Etag { get; init; }
}
