using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>The identity of an experiment.</summary>
public sealed record ExperimentId
{
    /// <summary>Initializes a new instance of the <see cref="ExperimentId"/> class.</summary>
    /// <param name="service">The service that runs the experiment, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="key">The key of the experiment within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, is too long, contains a control character or is not valid Unicode.</exception>
    public ExperimentId(string service, string key)
    {
        Service = StoreName.Require(service);
        Key = StoreName.Require(key);
    }

    /// <summary>Gets the service that runs the experiment.</summary>
    public string Service { get; }

    /// <summary>Gets the key of the experiment within the service.</summary>
    public string Key { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Key}";
}
