using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Names one experiment.</summary>
public sealed record ExperimentId
{
    /// <summary>Names an experiment.</summary>
    /// <param name="service">The service that runs it, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="key">The experiment within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, holds a control character or is not valid Unicode.</exception>
    public ExperimentId(string service, string key)
    {
        Service = StoreName.Require(service);
        Key = StoreName.Require(key);
    }

    /// <summary>The service that runs it.</summary>
    public string Service { get; }

    /// <summary>The experiment within the service.</summary>
    public string Key { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Key}";
}
