namespace Reliability.Storage;

/// <summary>Some documents of a collection.</summary>
/// <param name="Documents">The documents, in the order of their ids' UTF-8 bytes.</param>
/// <param name="Continuation">Where the next page begins; <see langword="null"/> when this was the last.</param>
public sealed record DocumentPage(IReadOnlyList<Document> Documents, string? Continuation);
