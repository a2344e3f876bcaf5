namespace Reliability.Storage;

/// <summary>A stored document that cannot be read. What it holds is left out of a list; the rest of the list is complete.</summary>
public sealed record UnreadableDocument
{
    /// <summary>Gets the document.</summary>
    public required DocumentId Id { get; init; }

    /// <summary>Gets the reason, such as a format that is newer than this library.</summary>
    public required string Reason { get; init; }
}
