namespace Reliability.Storage;

/// <summary>A page of the documents of a collection.</summary>
public sealed record DocumentPage
{
    /// <summary>Gets the documents, ordered by the UTF-8 bytes of their ids.</summary>
    public required IReadOnlyList<Document> Documents { get; init; }

    /// <summary>Gets the position at which the next page begins, or <see langword="null"/> for the last page.</summary>
    public string? Continuation { get; init; }
}
