using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>
/// An immutable request to create a document, or to replace the version that the writer has read. It carries the ETag of the new version,
/// so it is safe to send the same object again after an ambiguous failure.
/// </summary>
public sealed class DocumentWrite
{
    private DocumentWrite(DocumentId id, string json, ETag? expected)
    {
        ArgumentNullException.ThrowIfNull(id);
        Id = id;
        Json = StoreJson.Require(json);
        Expected = expected;
    }

    /// <summary>Gets the id of the document.</summary>
    public DocumentId Id { get; }

    /// <summary>Gets the new content.</summary>
    public string Json { get; }

    /// <summary>Gets the version to replace, or <see langword="null"/> if the document must not exist.</summary>
    public ETag? Expected { get; }

    /// <summary>Gets the ETag of the new version.</summary>
    public ETag ETag { get; } = ETag.New();

    /// <summary>Creates a request to create a document that does not exist yet.</summary>
    /// <param name="id">The id of the document.</param>
    /// <param name="json">The content: valid JSON (RFC 8259) of at most <see cref="Document.MaxBytes"/> bytes of UTF-8.</param>
    /// <exception cref="ArgumentException"><paramref name="json"/> is not valid JSON, or too large.</exception>
    public static DocumentWrite Create(DocumentId id, string json) => new(id, json, expected: null);

    /// <summary>Creates a request to replace a version of a document.</summary>
    /// <param name="id">The id of the document.</param>
    /// <param name="expected">The version that the writer has read. Any other version is a conflict.</param>
    /// <param name="json">The content: valid JSON (RFC 8259) of at most <see cref="Document.MaxBytes"/> bytes of UTF-8.</param>
    /// <exception cref="ArgumentException"><paramref name="json"/> is not valid JSON, or too large.</exception>
    public static DocumentWrite Replace(DocumentId id, ETag expected, string json)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return new(id, json, expected);
    }
}
