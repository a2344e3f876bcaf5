using Reliability.Common.Internal;

namespace Reliability.Jobs;

/// <summary>Options for a <see cref="JobCoordinator"/>.</summary>
public sealed record JobCoordinatorOptions
{
    /// <summary>The minimum of <see cref="HeartbeatInterval"/>: 1 second.</summary>
    public static readonly TimeSpan MinHeartbeatInterval = TimeSpan.FromSeconds(1);

    /// <summary>The maximum of <see cref="HeartbeatInterval"/>: 1 hour.</summary>
    public static readonly TimeSpan MaxHeartbeatInterval = TimeSpan.FromHours(1);

    /// <summary>Gets the name of this process, which must be unique. Default: the name of the machine and a new GUID.</summary>
    public string ProcessId { get; init => field = StoreName.Require(value); } =
        $"{Environment.MachineName[..Math.Min(Environment.MachineName.Length, 60)]}-{Guid.NewGuid():N}";

    /// <summary>Gets the machine that the process runs on, for display. Default: the name of the machine.</summary>
    public string Host { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = Environment.MachineName;

    /// <summary>
    /// Gets the interval of heartbeats. Other processes consider this process stopped after 1.5 intervals without a heartbeat. The host
    /// stores a heartbeat twice in each interval.
    /// </summary>
    /// <value><see cref="MinHeartbeatInterval"/> to <see cref="MaxHeartbeatInterval"/>. Default: 30 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan HeartbeatInterval
    {
        get;
        init => field = Check.Between(value, MinHeartbeatInterval, MaxHeartbeatInterval);
    } = TimeSpan.FromSeconds(30);
}
