namespace Reliability.AspNetCore.Internal;

/// <summary>Drafts a postmortem.</summary>
internal sealed record PostmortemDraftBody
{
    public required string Reason { get; init; }

    public string? Id { get; init; }
}
