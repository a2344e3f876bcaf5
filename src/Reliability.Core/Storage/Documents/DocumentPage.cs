namespace Reliability.Storage;

/// <summary>Some documents of a collection.</summary>
public sealed record DocumentPage
{
    /// <summary>The documents, in the order of their ids' UTF-8 bytes.</summary>
    public required IReadOnlyList<Document> Documents { get; init; }

    /// <summary>Where the next page begins; <see langword="null"/> when this was the last.</summary>
    public string? Continuation { get; init; }
}
