using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Extension methods for the arithmetic of buckets.</summary>
public static class SeriesResolutionExtensions
{
    /// <summary>
    /// Returns the length of one bucket of this tier. For <see cref="SeriesResolution.Day"/>, returns 24 hours, although a day on which
    /// clocks change is shorter or longer.
    /// </summary>
    /// <param name="resolution">The tier.</param>
    public static TimeSpan Length(this SeriesResolution resolution) => resolution switch
    {
        SeriesResolution.Minute => TimeSpan.FromMinutes(1),
        SeriesResolution.Hour => TimeSpan.FromHours(1),
        SeriesResolution.Day => TimeSpan.FromDays(1),
        _ => throw Unknown(resolution),
    };

    /// <summary>
    /// Returns the start of the bucket that contains <paramref name="instant"/>, in UTC. A day is a day in UTC; use the other overload for
    /// the days of a service.
    /// </summary>
    /// <param name="resolution">The tier.</param>
    /// <param name="instant">Any instant.</param>
    public static DateTimeOffset StartOf(this SeriesResolution resolution, DateTimeOffset instant)
    {
        long length = resolution.Length().Ticks;
        long ticks = instant.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % length), TimeSpan.Zero);
    }

    /// <summary>
    /// Returns the start of the bucket that contains <paramref name="instant"/>, in UTC. A day starts at the first instant of its date in a
    /// time zone, and minutes and hours are those of UTC.
    /// </summary>
    /// <param name="resolution">The tier.</param>
    /// <param name="instant">Any instant.</param>
    /// <param name="dayZone">The time zone in which days lie.</param>
    public static DateTimeOffset StartOf(this SeriesResolution resolution, DateTimeOffset instant, TimeZoneInfo dayZone)
    {
        ArgumentNullException.ThrowIfNull(dayZone);
        return resolution == SeriesResolution.Day && !ReferenceEquals(dayZone, TimeZoneInfo.Utc)
            ? LocalDay.StartOf(instant, dayZone)
            : resolution.StartOf(instant);
    }

    /// <summary>
    /// Returns the first instant of a date in a time zone, in UTC: midnight, unless clocks skip it. If clocks skip the whole date, returns
    /// the start of the next one.
    /// </summary>
    /// <param name="date">The date.</param>
    /// <param name="dayZone">The time zone in which days lie.</param>
    public static DateTimeOffset StartIn(this DateOnly date, TimeZoneInfo dayZone)
    {
        ArgumentNullException.ThrowIfNull(dayZone);
        return LocalDay.StartOf(date.ToDateTime(TimeOnly.MinValue), dayZone);
    }

    /// <summary>Returns the flag of this tier.</summary>
    /// <param name="resolution">The tier.</param>
    public static SeriesTiers ToTiers(this SeriesResolution resolution) => resolution switch
    {
        SeriesResolution.Minute => SeriesTiers.Minute,
        SeriesResolution.Hour => SeriesTiers.Hour,
        SeriesResolution.Day => SeriesTiers.Day,
        _ => throw Unknown(resolution),
    };

    private static ArgumentOutOfRangeException Unknown(SeriesResolution resolution) =>
        Check.OutOfRange(resolution, "The resolution must be Minute, Hour or Day.", nameof(resolution));
}
