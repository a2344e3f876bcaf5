using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>Extension methods for the arithmetic of buckets.</summary>
public static class SeriesResolutionExtensions
{
    /// <summary>Returns the length of one bucket of this tier.</summary>
    /// <param name="resolution">The tier.</param>
    public static TimeSpan Length(this SeriesResolution resolution) => resolution switch
    {
        SeriesResolution.Minute => TimeSpan.FromMinutes(1),
        SeriesResolution.Hour => TimeSpan.FromHours(1),
        _ => throw Check.OutOfRange(resolution, "The resolution must be Minute or Hour.", nameof(resolution)),
    };

    /// <summary>Returns the start of the bucket that contains <paramref name="instant"/>, in UTC.</summary>
    /// <param name="resolution">The tier.</param>
    /// <param name="instant">Any instant.</param>
    public static DateTimeOffset StartOf(this SeriesResolution resolution, DateTimeOffset instant)
    {
        long length = resolution.Length().Ticks;
        long ticks = instant.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % length), TimeSpan.Zero);
    }
}
