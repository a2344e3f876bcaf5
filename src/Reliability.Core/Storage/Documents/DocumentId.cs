using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>The identity of a document.</summary>
public sealed record DocumentId
{
    /// <summary>Initializes a new instance of the <see cref="DocumentId"/> class.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="id">The id of the document within the collection, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, is too long, contains a control character or is not valid Unicode.</exception>
    public DocumentId(CollectionId collection, string id)
    {
        ArgumentNullException.ThrowIfNull(collection);
        Collection = collection;
        Id = StoreName.Require(id);
    }

    /// <summary>Initializes a new instance of the <see cref="DocumentId"/> class.</summary>
    /// <param name="service">The service that owns the document.</param>
    /// <param name="collection">The name of the collection within the service.</param>
    /// <param name="id">The id of the document within the collection.</param>
    /// <exception cref="ArgumentException">A name is empty, is too long, contains a control character or is not valid Unicode.</exception>
    public DocumentId(string service, string collection, string id)
        : this(new CollectionId(service, collection), id)
    {
    }

    /// <summary>Gets the collection: the documents of one kind and service, which are listed together.</summary>
    public CollectionId Collection { get; }

    /// <summary>Gets the id of the document within its collection.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Collection}/{Id}";
}
