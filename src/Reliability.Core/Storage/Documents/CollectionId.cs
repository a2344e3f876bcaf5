using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Names one collection: the documents of one kind that belong to a service.</summary>
public sealed record CollectionId
{
    /// <summary>Names a collection.</summary>
    /// <param name="service">The service whose documents they are, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="name">The collection within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, holds a control character or is not valid Unicode.</exception>
    public CollectionId(string service, string name)
    {
        Service = StoreName.Require(service);
        Name = StoreName.Require(name);
    }

    /// <summary>The service whose documents they are.</summary>
    public string Service { get; }

    /// <summary>The collection within the service.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Name}";
}
