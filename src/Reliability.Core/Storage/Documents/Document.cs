namespace Reliability.Storage;

/// <summary>One version of a document in a store.</summary>
public sealed record Document
{
    /// <summary>Gets the id of the document.</summary>
    public required DocumentId Id { get; init; }

    /// <summary>Gets the ETag of the version.</summary>
    public required ETag ETag { get; init; }

    /// <summary>Gets the content, exactly as it was written.</summary>
    public required string Json { get; init; }

    /// <summary>The maximum size of a document or an event, in bytes of UTF-8: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;
}
