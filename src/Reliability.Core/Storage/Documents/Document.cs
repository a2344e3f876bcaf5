namespace Reliability.Storage;

/// <summary>One version of a document, as a store keeps it.</summary>
/// <param name="Id">Which document.</param>
/// <param name="ETag">Which version.</param>
/// <param name="Json">The content: the very text that was put.</param>
public sealed record Document(DocumentId Id, ETag ETag, string Json)
{
    /// <summary>The greatest legal size of a document or of an event, in bytes of UTF-8: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;
}
