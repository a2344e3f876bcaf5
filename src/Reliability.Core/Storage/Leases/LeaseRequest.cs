using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Asks to be the one who runs a job for a while.</summary>
public sealed record LeaseRequest
{
    /// <summary>The shortest legal duration: one millisecond.</summary>
    public static readonly TimeSpan MinDuration = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest legal duration: one day.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(1);

    /// <summary>Describes a lease.</summary>
    /// <param name="id">The job.</param>
    /// <param name="owner">Who asks, unique to one running process.</param>
    /// <param name="duration">How long, <see cref="MinDuration"/> to <see cref="MaxDuration"/>; kept to the millisecond.</param>
    /// <exception cref="ArgumentException">The owner is illegal.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is outside its range.</exception>
    public LeaseRequest(LeaseId id, string owner, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (duration < MinDuration || duration > MaxDuration)
        {
            throw new ArgumentOutOfRangeException(nameof(duration), duration, $"A lease lasts from {MinDuration} to {MaxDuration}.");
        }

        Id = id;
        Owner = StoreName.Require(owner);
        Duration = TimeSpan.FromMilliseconds(duration.Ticks / TimeSpan.TicksPerMillisecond);
    }

    /// <summary>The job.</summary>
    public LeaseId Id { get; }

    /// <summary>Who asks.</summary>
    public string Owner { get; }

    /// <summary>How long.</summary>
    public TimeSpan Duration { get; }
}
