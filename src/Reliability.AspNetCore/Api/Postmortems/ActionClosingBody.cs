namespace Reliability.AspNetCore.Internal;

/// <summary>Closes an action: as done, unless it says cancelled.</summary>
internal sealed record ActionClosingBody
{
    public required string Reason { get; init; }

    public string? Status { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }
}
