namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// Converts times for the server. Npgsql sends the minimum and maximum of the calendar as the infinities, which compare with every other
/// value as the minimum and maximum do, and reads them back unchanged.
/// </summary>
internal static class Timestamp
{
    public static DateTime Of(DateTimeOffset instant) => instant.UtcDateTime;

    public static DateTimeOffset Read(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    /// <summary>
    /// Returns the first whole minute at or after an instant. Comparing bucket starts with it gives the same result as comparing them with
    /// the instant.
    /// </summary>
    public static DateTime CeilingMinute(DateTimeOffset instant)
    {
        long rest = instant.UtcTicks % TimeSpan.TicksPerMinute;
        long ceiling = rest == 0 ? instant.UtcTicks : instant.UtcTicks - rest + TimeSpan.TicksPerMinute;
        return new DateTime(Math.Min(ceiling, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
    }
}
