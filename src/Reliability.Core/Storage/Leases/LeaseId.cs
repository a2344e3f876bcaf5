using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Names one job of a service, which one process at a time does.</summary>
public sealed record LeaseId
{
    /// <summary>Names a job.</summary>
    /// <param name="service">The service whose job it is, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="job">The job within the service, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, holds a control character or is not valid Unicode.</exception>
    public LeaseId(string service, string job)
    {
        Service = StoreName.Require(service);
        Job = StoreName.Require(job);
    }

    /// <summary>The service whose job it is.</summary>
    public string Service { get; }

    /// <summary>The job within the service.</summary>
    public string Job { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Service}/{Job}";
}
