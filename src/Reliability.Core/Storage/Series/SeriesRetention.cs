using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>The retention of each tier.</summary>
public sealed record SeriesRetention
{
    /// <summary>
    /// The time after which a lower retention than the stored one applies to a service, during which no live process declared a longer one:
    /// 1 day. Deleted data does not return.
    /// </summary>
    public static readonly TimeSpan LoweringDelay = TimeSpan.FromDays(1);

    /// <summary>Gets the default retention: 8 days for minutes, 400 days for hours.</summary>
    public static SeriesRetention Default { get; } = new(TimeSpan.FromDays(8), TimeSpan.FromDays(400));

    /// <summary>Initializes a new instance of the <see cref="SeriesRetention"/> class.</summary>
    /// <param name="minutes">The retention of minute buckets, at least an hour.</param>
    /// <param name="hours">The retention of hour buckets, at least as long as that of minute buckets.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public SeriesRetention(TimeSpan minutes, TimeSpan hours)
    {
        if (minutes < TimeSpan.FromHours(1))
        {
            throw Check.OutOfRange(
                minutes,
                "The retention of minute buckets must be at least an hour (01:00:00).",
                nameof(minutes));
        }

        if (hours < minutes)
        {
            throw Check.OutOfRange(
                hours,
                $"The retention of hour buckets must be at least that of minute buckets ({minutes}).",
                nameof(hours));
        }

        Minutes = minutes;
        Hours = hours;
    }

    /// <summary>Gets the retention of minute buckets.</summary>
    public TimeSpan Minutes { get; }

    /// <summary>Gets the retention of hour buckets. An event older than this is rejected as too old.</summary>
    public TimeSpan Hours { get; }
}
