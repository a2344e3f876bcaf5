using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>The identity of a stream of events.</summary>
public sealed record StreamId
{
    /// <summary>Initializes a new instance of the <see cref="StreamId"/> class.</summary>
    /// <param name="service">The service that owns the stream, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="name">The name of the stream within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, is too long, contains a control character or is not valid Unicode.</exception>
    public StreamId(string service, string name)
    {
        Service = StoreName.Require(service);
        Name = StoreName.Require(name);
    }

    /// <summary>Gets the service that owns the stream.</summary>
    public string Service { get; }

    /// <summary>Gets the name of the stream within the service.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Name}";
}
