using Reliability.Common.Internal;

namespace Reliability.Jobs;

/// <summary>How a process takes part in the jobs of its services.</summary>
public sealed record JobCoordinatorOptions
{
    /// <summary>The shortest legal <see cref="HeartbeatInterval"/>: 1 second.</summary>
    public static readonly TimeSpan MinHeartbeatInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest legal <see cref="HeartbeatInterval"/>: 1 hour.</summary>
    public static readonly TimeSpan MaxHeartbeatInterval = TimeSpan.FromHours(1);

    /// <summary>The name of this process, unlike that of any other. Default: the machine's name and a new GUID.</summary>
    public string ProcessId { get; init => field = StoreName.Require(value); } =
        $"{Environment.MachineName[..Math.Min(Environment.MachineName.Length, 60)]}-{Guid.NewGuid():N}";

    /// <summary>The machine that the process runs on, for people to read. Default: the machine's name.</summary>
    public string Host { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = Environment.MachineName;

    /// <summary>
    /// The longest time between two heartbeats that others still tolerate is one and a half of this; a process that died is noticed within
    /// that time. The host beats twice as often.
    /// </summary>
    /// <value><see cref="MinHeartbeatInterval"/> to <see cref="MaxHeartbeatInterval"/>. Default: 30 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan HeartbeatInterval
    {
        get;
        init => field = value >= MinHeartbeatInterval && value <= MaxHeartbeatInterval
            ? value
            : throw Check.OutOfRange(
                value,
                $"A heartbeat interval is {MinHeartbeatInterval} to {MaxHeartbeatInterval}.",
                nameof(value));
    } = TimeSpan.FromSeconds(30);
}
