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
}
