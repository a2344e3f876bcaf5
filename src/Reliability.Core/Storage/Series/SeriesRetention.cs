using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>The retention of each tier, and of the sketches in it.</summary>
public sealed record SeriesRetention
{
    /// <summary>
    /// The time after which a lower retention than the stored one applies to a service, during which no live process declared a longer one:
    /// 1 day. Deleted data does not return.
    /// </summary>
    public static readonly TimeSpan LoweringDelay = TimeSpan.FromDays(1);

    private static readonly TimeSpan DefaultDays = TimeSpan.FromDays(1826);

    /// <summary>Initializes a new instance of the <see cref="SeriesRetention"/> class.</summary>
    /// <param name="minutes">The retention of minute buckets, at least an hour.</param>
    /// <param name="hours">The retention of hour buckets, at least as long as that of minute buckets.</param>
    /// <param name="days">
    /// The retention of day buckets, at least as long as that of hour buckets, or <see langword="null"/> for 5 years (1,826 days) or, if
    /// that is longer, the retention of hour buckets.
    /// </param>
    /// <param name="sketches">
    /// The retention of sketches, which must not exceed that of their tier, or <see langword="null"/> for
    /// <see cref="SketchRetention.Default"/> or, where that is shorter, the retention of their tier.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public SeriesRetention(TimeSpan minutes, TimeSpan hours, TimeSpan? days = null, SketchRetention? sketches = null)
    {
        TimeSpan keptDays = days ?? Max(DefaultDays, hours);
        RequireOrder(minutes, hours, keptDays, string.Empty);
        Minutes = minutes;
        Hours = hours;
        Days = keptDays;
        Sketches = sketches ?? new SketchRetention(
            Min(SketchRetention.Default.Minutes, minutes),
            Min(SketchRetention.Default.Hours, hours),
            Min(SketchRetention.Default.Days, keptDays));
        foreach (SeriesResolution tier in (ReadOnlySpan<SeriesResolution>)[.. Enum.GetValues<SeriesResolution>()])
        {
            if (Sketches.Of(tier) > Of(tier))
            {
                string name = NameOf(tier);
                throw Check.OutOfRange(
                    Sketches.Of(tier),
                    $"The retention of sketches of {name} buckets must not exceed that of {name} buckets ({Of(tier)}).",
                    nameof(sketches));
            }
        }
    }

    /// <summary>
    /// Gets the default retention: 8 days for minutes, 400 days for hours, 5 years (1,826 days) for days, and
    /// <see cref="SketchRetention.Default"/> for sketches.
    /// </summary>
    public static SeriesRetention Default { get; } = new(TimeSpan.FromDays(8), TimeSpan.FromDays(400));

    /// <summary>Gets the retention of minute buckets.</summary>
    public TimeSpan Minutes { get; }

    /// <summary>Gets the retention of hour buckets. An event older than this is rejected as too old.</summary>
    public TimeSpan Hours { get; }

    /// <summary>Gets the retention of day buckets.</summary>
    public TimeSpan Days { get; }

    /// <summary>Gets the retention of the sketches of each tier.</summary>
    public SketchRetention Sketches { get; }

    /// <summary>Returns the longer of two retentions for each tier.</summary>
    /// <param name="one">A retention.</param>
    /// <param name="other">Another retention.</param>
    public static SeriesRetention Max(SeriesRetention one, SeriesRetention other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new SeriesRetention(
            Max(one.Minutes, other.Minutes),
            Max(one.Hours, other.Hours),
            Max(one.Days, other.Days),
            new SketchRetention(
                Max(one.Sketches.Minutes, other.Sketches.Minutes),
                Max(one.Sketches.Hours, other.Sketches.Hours),
                Max(one.Sketches.Days, other.Sketches.Days)));
    }

    /// <summary>Returns the retention of the buckets of a tier.</summary>
    /// <param name="resolution">The tier.</param>
    public TimeSpan Of(SeriesResolution resolution) => Select(resolution, Minutes, Hours, Days);

    /// <summary>
    /// Returns the start of the oldest bucket of a tier that is kept. A bucket ended longer ago than its retention if it starts before
    /// this.
    /// </summary>
    /// <param name="resolution">The tier.</param>
    /// <param name="now">The current time.</param>
    /// <param name="dayZone">The time zone in which days lie.</param>
    public DateTimeOffset OldestKept(SeriesResolution resolution, DateTimeOffset now, TimeZoneInfo dayZone) =>
        Oldest(resolution, Of(resolution), now, dayZone);

    /// <summary>Returns the start of the oldest bucket of a tier whose sketch is kept.</summary>
    /// <param name="resolution">The tier.</param>
    /// <param name="now">The current time.</param>
    /// <param name="dayZone">The time zone in which days lie.</param>
    public DateTimeOffset OldestSketch(SeriesResolution resolution, DateTimeOffset now, TimeZoneInfo dayZone) =>
        Oldest(resolution, Sketches.Of(resolution), now, dayZone);

    internal static TimeSpan Select(SeriesResolution resolution, TimeSpan minutes, TimeSpan hours, TimeSpan days) => resolution switch
    {
        SeriesResolution.Minute => minutes,
        SeriesResolution.Hour => hours,
        SeriesResolution.Day => days,
        _ => throw Check.OutOfRange(resolution, "The resolution must be Minute, Hour or Day.", nameof(resolution)),
    };

    /// <summary>Requires that a coarser tier is kept at least as long as a finer one.</summary>
    internal static void RequireOrder(TimeSpan minutes, TimeSpan hours, TimeSpan days, string what)
    {
        if (minutes < TimeSpan.FromHours(1))
        {
            throw Check.OutOfRange(
                minutes, $"The retention of {what}minute buckets must be at least an hour (01:00:00).", nameof(minutes));
        }

        if (hours < minutes)
        {
            throw Check.OutOfRange(
                hours, $"The retention of {what}hour buckets must be at least that of {what}minute buckets ({minutes}).", nameof(hours));
        }

        if (days < hours)
        {
            throw Check.OutOfRange(
                days, $"The retention of {what}day buckets must be at least that of {what}hour buckets ({hours}).", nameof(days));
        }
    }

    private static DateTimeOffset Oldest(SeriesResolution resolution, TimeSpan kept, DateTimeOffset now, TimeZoneInfo dayZone)
    {
        // The limit is never before year 1, which supports a retention of any length.
        long limit = Math.Max(0, now.UtcTicks - kept.Ticks);
        return resolution.StartOf(new DateTimeOffset(limit, TimeSpan.Zero), dayZone);
    }

    private static string NameOf(SeriesResolution resolution) => resolution switch
    {
        SeriesResolution.Minute => "minute",
        SeriesResolution.Hour => "hour",
        _ => "day",
    };

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
