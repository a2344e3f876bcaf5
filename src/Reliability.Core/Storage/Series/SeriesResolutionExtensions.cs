namespace Reliability.Storage;

/// <summary>The arithmetic of buckets.</summary>
public static class SeriesResolutionExtensions
{
    /// <summary>How long one bucket of this tier lasts.</summary>
    /// <param name="resolution">The tier.</param>
    public static TimeSpan Length(this SeriesResolution resolution) => resolution switch
    {
        SeriesResolution.Minute => TimeSpan.FromMinutes(1),
        SeriesResolution.Hour => TimeSpan.FromHours(1),
        _ => throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "A resolution is Minute or Hour."),
    };

    /// <summary>The start of the bucket that holds <paramref name="instant"/>, in UTC.</summary>
    /// <param name="resolution">The tier.</param>
    /// <param name="instant">Any instant.</param>
    public static DateTimeOffset StartOf(this SeriesResolution resolution, DateTimeOffset instant)
    {
        long length = resolution.Length().Ticks;
        long ticks = instant.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % length), TimeSpan.Zero);
    }
}
