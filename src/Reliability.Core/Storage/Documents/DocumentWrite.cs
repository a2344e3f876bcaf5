using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>
/// An immutable request to create a document, or to replace the version that the writer has seen. It carries the ETag
/// that the new version will have, so that sending the same object again after an ambiguous failure is safe.
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

    /// <summary>Which document.</summary>
    public DocumentId Id { get; }

    /// <summary>The new content.</summary>
    public string Json { get; }

    /// <summary>The version that is replaced; <see langword="null"/> when there must be none.</summary>
    public ETag? Expected { get; }

    /// <summary>The ETag of the new version.</summary>
    public ETag ETag { get; } = ETag.New();

    /// <summary>Creates a document that must not exist yet.</summary>
    /// <param name="id">Which document.</param>
    /// <param name="json">The content: valid JSON (RFC 8259), at most <see cref="Document.MaxBytes"/> of UTF-8.</param>
    /// <exception cref="ArgumentException"><paramref name="json"/> is not valid JSON, or too large.</exception>
    public static DocumentWrite Create(DocumentId id, string json) => new(id, json, expected: null);

    /// <summary>Replaces a version of a document.</summary>
    /// <param name="id">Which document.</param>
    /// <param name="expected">The version that the writer has seen; any other is a conflict.</param>
    /// <param name="json">The content: valid JSON (RFC 8259), at most <see cref="Document.MaxBytes"/> of UTF-8.</param>
    /// <exception cref="ArgumentException"><paramref name="json"/> is not valid JSON, or too large.</exception>
    public static DocumentWrite Replace(DocumentId id, ETag expected, string json)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return new(id, json, expected);
    }
}
