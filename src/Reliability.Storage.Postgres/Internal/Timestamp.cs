namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// Time as it goes to the server. Npgsql sends the two ends of the calendar as the infinities, which compare with everything else
/// as the ends would, and reads them back as the ends.
/// </summary>
internal static class Timestamp
{
    public static DateTime Of(DateTimeOffset instant) => instant.UtcDateTime;

    public static DateTimeOffset Read(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    /// <summary>The first whole minute at or after an instant: comparing starts of buckets with it is comparing with the instant.</summary>
    public static DateTime CeilingMinute(DateTimeOffset instant)
    {
        long rest = instant.UtcTicks % TimeSpan.TicksPerMinute;
        long ceiling = rest == 0 ? instant.UtcTicks : instant.UtcTicks - rest + TimeSpan.TicksPerMinute;
        return new DateTime(Math.Min(ceiling, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
    }

    /// <summary>The oldest start that is kept: a bucket ends at or before the limit exactly when it starts before this.</summary>
    public static DateTime OldestKeptStart(SeriesResolution resolution, TimeSpan retention, DateTimeOffset now)
    {
        // Nothing ends before year 1, so a retention longer than time itself is the same as that.
        var limit = new DateTimeOffset(Math.Max(0, now.UtcTicks - retention.Ticks), TimeSpan.Zero);
        return Of(resolution.StartOf(limit));
    }
}
