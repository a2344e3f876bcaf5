using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>A request for the right to run a job for a limited time.</summary>
public sealed record LeaseRequest
{
    /// <summary>The minimum duration: one millisecond.</summary>
    public static readonly TimeSpan MinDuration = TimeSpan.FromMilliseconds(1);

    /// <summary>The maximum duration: one day.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(1);

    /// <summary>Initializes a new instance of the <see cref="LeaseRequest"/> class.</summary>
    /// <param name="id">The job.</param>
    /// <param name="owner">The owner, unique to one running process.</param>
    /// <param name="duration">The duration, from <see cref="MinDuration"/> to <see cref="MaxDuration"/>, stored to the millisecond.</param>
    /// <exception cref="ArgumentException">The owner is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is outside its range.</exception>
    public LeaseRequest(LeaseId id, string owner, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (duration < MinDuration || duration > MaxDuration)
        {
            throw Check.OutOfRange(
                duration,
                $"The duration must be from {MinDuration} to {MaxDuration}.",
                nameof(duration));
        }

        Id = id;
        Owner = StoreName.Require(owner);
        Duration = TimeSpan.FromMilliseconds(duration.Ticks / TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Gets the job.</summary>
    public LeaseId Id { get; }

    /// <summary>Gets the owner.</summary>
    public string Owner { get; }

    /// <summary>Gets the duration.</summary>
    public TimeSpan Duration { get; }
}
