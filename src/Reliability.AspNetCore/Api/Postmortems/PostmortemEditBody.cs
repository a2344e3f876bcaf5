namespace Reliability.AspNetCore.Internal;

/// <summary>Replaces the content of a postmortem.</summary>
internal sealed record PostmortemEditBody
{
    public required PostmortemContentBody Content { get; init; }

    public required string Reason { get; init; }

    public string? Id { get; init; }

    /// <summary>The version that the caller saw, unless the request has <c>If-Match</c>.</summary>
    public string? Etag { get; init; }
}
