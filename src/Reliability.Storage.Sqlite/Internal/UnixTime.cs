namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The stored form of time: whole seconds, or microseconds, since 1970 in UTC, negative before.</summary>
internal static class UnixTime
{
    /// <summary>The start of a bucket, which is a whole second.</summary>
    public static long Of(DateTimeOffset start) => start.ToUnixTimeSeconds();

    /// <summary>An instant, rounded down to the microsecond.</summary>
    public static long Microseconds(DateTimeOffset instant) =>
        (instant.UtcTicks / TimeSpan.TicksPerMicrosecond) - (DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The first whole second at or after an instant: comparing whole seconds with it is comparing with the instant.</summary>
    public static long Ceiling(DateTimeOffset instant)
    {
        long floor = instant.ToUnixTimeSeconds();
        return instant.UtcTicks % TimeSpan.TicksPerSecond == 0 ? floor : floor + 1;
    }

    /// <summary>The oldest start that is kept: a bucket ends at or before the limit exactly when it starts before this.</summary>
    public static long OldestKeptStart(SeriesResolution resolution, TimeSpan retention, DateTimeOffset now)
    {
        // Nothing ends before year 1, so a retention longer than time itself is the same as that.
        var limit = new DateTimeOffset(Math.Max(0, now.UtcTicks - retention.Ticks), TimeSpan.Zero);
        return resolution.StartOf(limit).ToUnixTimeSeconds();
    }
}
