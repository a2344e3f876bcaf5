using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Which buckets a window consists of.</summary>
internal static class BucketGrid
{
    /// <summary>Windows up to this length are read from minutes, longer ones from hours.</summary>
    public static readonly TimeSpan LongestMinuteWindow = TimeSpan.FromDays(3);

    public static SeriesResolution ResolutionFor(TimeSpan window) =>
        window <= LongestMinuteWindow ? SeriesResolution.Minute : SeriesResolution.Hour;

    /// <summary>The start of a window that ends now, aligned down to the buckets it is read from.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset now, TimeSpan window) =>
        ResolutionFor(window).StartOf(now - window);
}
