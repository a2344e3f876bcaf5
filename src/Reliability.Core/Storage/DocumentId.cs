using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>Names one document.</summary>
public sealed record DocumentId
{
    /// <summary>Names a document.</summary>
    /// <param name="collection">The collection, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="id">The document within the collection, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, holds a control character or is not valid Unicode.</exception>
    public DocumentId(string collection, string id)
    {
        Collection = StoreName.Require(collection);
        Id = StoreName.Require(id);
    }

    /// <summary>The collection: documents of one kind, listed together.</summary>
    public string Collection { get; }

    /// <summary>The document within its collection.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Collection}/{Id}";
}
