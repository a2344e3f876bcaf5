namespace Reliability.Storage;

/// <summary>
/// The retention of the sketches of each tier. A sketch takes some ten times the space of the other values of its bucket and may therefore
/// be removed earlier than the bucket. A window that is longer than this reads the sketches of the next tier.
/// </summary>
public sealed record SketchRetention
{
    /// <summary>Initializes a new instance of the <see cref="SketchRetention"/> class.</summary>
    /// <param name="minutes">The retention of the sketches of minute buckets, at least an hour.</param>
    /// <param name="hours">The retention of the sketches of hour buckets, at least that of minute buckets.</param>
    /// <param name="days">The retention of the sketches of day buckets, at least that of hour buckets.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public SketchRetention(TimeSpan minutes, TimeSpan hours, TimeSpan days)
    {
        SeriesRetention.RequireOrder(minutes, hours, days, "sketches of ");
        Minutes = minutes;
        Hours = hours;
        Days = days;
    }

    /// <summary>Gets the default retention: 1 day for minutes, 45 days for hours, 5 years (1,826 days) for days.</summary>
    public static SketchRetention Default { get; } = new(TimeSpan.FromDays(1), TimeSpan.FromDays(45), TimeSpan.FromDays(1826));

    /// <summary>Gets the retention of the sketches of minute buckets.</summary>
    public TimeSpan Minutes { get; }

    /// <summary>Gets the retention of the sketches of hour buckets.</summary>
    public TimeSpan Hours { get; }

    /// <summary>Gets the retention of the sketches of day buckets.</summary>
    public TimeSpan Days { get; }

    /// <summary>Returns the retention of the sketches of a tier.</summary>
    /// <param name="resolution">The tier.</param>
    public TimeSpan Of(SeriesResolution resolution) => SeriesRetention.Select(resolution, Minutes, Hours, Days);
}
