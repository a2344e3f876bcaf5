using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Names one stream of events.</summary>
public sealed record StreamId
{
    /// <summary>Names a stream.</summary>
    /// <param name="service">The service whose stream it is, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="name">The stream within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, holds a control character or is not valid Unicode.</exception>
    public StreamId(string service, string name)
    {
        Service = StoreName.Require(service);
        Name = StoreName.Require(name);
    }

    /// <summary>The service whose stream it is.</summary>
    public string Service { get; }

    /// <summary>The stream within the service.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Name}";
}
