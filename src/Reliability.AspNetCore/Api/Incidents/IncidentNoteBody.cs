namespace Reliability.AspNetCore.Internal;

/// <summary>Adds an entry to the timeline.</summary>
internal sealed record IncidentNoteBody
{
    public required string Text { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }
}
