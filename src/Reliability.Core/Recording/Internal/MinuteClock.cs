namespace Reliability.Recording.Internal;

/// <summary>Represents minutes as numbers since the year 1.</summary>
internal static class MinuteClock
{
    public static long Of(DateTimeOffset instant) => instant.UtcTicks / TimeSpan.TicksPerMinute;

    public static DateTimeOffset StartOf(long minute) => new(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    public static TimeSpan UntilNext(DateTimeOffset now) =>
        new(TimeSpan.TicksPerMinute - (now.UtcTicks % TimeSpan.TicksPerMinute));
}
