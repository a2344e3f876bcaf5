namespace Reliability.Storage;

/// <summary>How long each tier is kept.</summary>
public sealed record SeriesRetention
{
    /// <summary>The default: minutes for 8 days, hours for 400 days.</summary>
    public static SeriesRetention Default { get; } = new(TimeSpan.FromDays(8), TimeSpan.FromDays(400));

    /// <summary>Sets how long each tier is kept.</summary>
    /// <param name="minutes">How long minute buckets are kept, at least an hour.</param>
    /// <param name="hours">How long hour buckets are kept, at least as long as the minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public SeriesRetention(TimeSpan minutes, TimeSpan hours)
    {
        if (minutes < TimeSpan.FromHours(1))
        {
            throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "Minute buckets are kept for at least an hour (01:00:00).");
        }

        if (hours < minutes)
        {
            throw new ArgumentOutOfRangeException(nameof(hours), hours, $"Hour buckets are kept at least as long as minute buckets ({minutes}).");
        }

        Minutes = minutes;
        Hours = hours;
    }

    /// <summary>How long minute buckets are kept.</summary>
    public TimeSpan Minutes { get; }

    /// <summary>How long hour buckets are kept; an event older than this is refused as late.</summary>
    public TimeSpan Hours { get; }
}
