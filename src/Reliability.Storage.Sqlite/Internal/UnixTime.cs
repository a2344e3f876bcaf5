namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The stored format of time: whole seconds, or microseconds, since 1970 in UTC, negative before.</summary>
internal static class UnixTime
{
    /// <summary>Returns the start of a bucket, which is a whole second.</summary>
    public static long Of(DateTimeOffset start) => start.ToUnixTimeSeconds();

    /// <summary>Returns an instant, rounded down to the microsecond.</summary>
    public static long Microseconds(DateTimeOffset instant) =>
        (instant.UtcTicks / TimeSpan.TicksPerMicrosecond) - (DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>
    /// Returns the first whole second at or after an instant. Comparing whole seconds with it gives the same result as comparing them with
    /// the instant.
    /// </summary>
    public static long Ceiling(DateTimeOffset instant)
    {
        long floor = instant.ToUnixTimeSeconds();
        return instant.UtcTicks % TimeSpan.TicksPerSecond == 0 ? floor : floor + 1;
    }

    /// <summary>
    /// Returns the oldest start that is kept: a bucket ends at or before the retention limit exactly when it starts before this time.
    /// </summary>
    public static long OldestKeptStart(SeriesResolution resolution, TimeSpan retention, DateTimeOffset now)
    {
        // No bucket ends before year 1, so a retention that reaches further back has the same effect.
        var limit = new DateTimeOffset(Math.Max(0, now.UtcTicks - retention.Ticks), TimeSpan.Zero);
        return resolution.StartOf(limit).ToUnixTimeSeconds();
    }
}
