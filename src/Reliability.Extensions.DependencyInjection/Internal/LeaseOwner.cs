using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Names this process among those that want a lease, and says for how long they want it.</summary>
internal static class LeaseOwner
{
    /// <summary>Three rounds, so that a slow one does not lose the lease, and at most a day.</summary>
    public static TimeSpan DurationFor(TimeSpan interval) => interval * 3 < LeaseRequest.MaxDuration ? interval * 3 : LeaseRequest.MaxDuration;

    public static string New() => $"{Environment.MachineName[..Math.Min(Environment.MachineName.Length, 60)]}-{Guid.NewGuid():N}";
}
