using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Names one document.</summary>
public sealed record DocumentId
{
    /// <summary>Names a document.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The document within the collection, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, holds a control character or is not valid Unicode.</exception>
    public DocumentId(CollectionId collection, string id)
    {
        ArgumentNullException.ThrowIfNull(collection);
        Collection = collection;
        Id = StoreName.Require(id);
    }

    /// <summary>Names a document.</summary>
    /// <param name="service">The service whose document it is.</param>
    /// <param name="collection">The collection within the service.</param>
    /// <param name="id">The document within the collection.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, holds a control character or is not valid Unicode.</exception>
    public DocumentId(string service, string collection, string id)
        : this(new CollectionId(service, collection), id)
    {
    }

    /// <summary>The collection: documents of one kind and service, listed together.</summary>
    public CollectionId Collection { get; }

    /// <summary>The document within its collection.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Collection}/{Id}";
}
