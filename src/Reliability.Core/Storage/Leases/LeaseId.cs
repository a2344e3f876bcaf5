using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>The identity of a job of a service that one process at a time runs.</summary>
public sealed record LeaseId
{
    /// <summary>Initializes a new instance of the <see cref="LeaseId"/> class.</summary>
    /// <param name="service">The service that owns the job, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="job">The name of the job within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, is too long, contains a control character or is not valid Unicode.</exception>
    public LeaseId(string service, string job)
    {
        Service = StoreName.Require(service);
        Job = StoreName.Require(job);
    }

    /// <summary>Gets the service that owns the job.</summary>
    public string Service { get; }

    /// <summary>Gets the name of the job within the service.</summary>
    public string Job { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Job}";
}
