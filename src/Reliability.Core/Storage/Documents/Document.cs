namespace Reliability.Storage;

/// <summary>One version of a document, as a store keeps it.</summary>
public sealed record Document
{
    /// <summary>Which document.</summary>
    public required DocumentId Id { get; init; }

    /// <summary>Which version.</summary>
    public required ETag ETag { get; init; }

    /// <summary>The content: the very text that was put.</summary>
    public required string Json { get; init; }

    /// <summary>The greatest legal size of a document or of an event, in bytes of UTF-8: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;
}
