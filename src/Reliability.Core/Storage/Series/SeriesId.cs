using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>The identity of a series: the measurements of a service under one name.</summary>
public sealed record SeriesId
{
    /// <summary>The maximum length of a name, in bytes of UTF-8.</summary>
    public const int MaxNameBytes = 200;

    /// <summary>Initializes a new instance of the <see cref="SeriesId"/> class.</summary>
    /// <param name="service">The service that measures, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="name">The name of the series within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, is too long, contains a control character or is not valid Unicode.</exception>
    public SeriesId(string service, string name)
    {
        Service = StoreName.Require(service);
        Name = StoreName.Require(name);
    }

    /// <summary>Gets the service that measures, within which batches are ordered.</summary>
    public string Service { get; }

    /// <summary>Gets the name of the series within its service.</summary>
    public string Name { get; }

    /// <summary>
    /// Returns a name of a service, a series or a producer if it is valid: 1 to 200 bytes of UTF-8 without control characters. For
    /// implementers of stores.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty, is too long, contains a control character or is not valid Unicode.
    /// </exception>
    public static string RequireName(string name) => StoreName.Require(name);

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Name}";
}
