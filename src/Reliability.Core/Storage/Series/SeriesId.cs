using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Names one series: what a service measures under one name.</summary>
public sealed record SeriesId
{
    /// <summary>The longest legal name, in bytes of UTF-8.</summary>
    public const int MaxNameBytes = 200;

    /// <summary>Names a series.</summary>
    /// <param name="service">The service that measures, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="name">The name within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, holds a control character or is not valid Unicode.</exception>
    public SeriesId(string service, string name)
    {
        Service = StoreName.Require(service);
        Name = StoreName.Require(name);
    }

    /// <summary>The service that measures: the scope within which batches are ordered.</summary>
    public string Service { get; }

    /// <summary>The name of the series within its service.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Name}";
}
