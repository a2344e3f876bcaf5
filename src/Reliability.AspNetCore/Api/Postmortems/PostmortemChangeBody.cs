namespace Reliability.AspNetCore.Internal;

/// <summary>A change that needs no more than a reason.</summary>
internal sealed record PostmortemChangeBody
{
    public required string Reason { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }
}
