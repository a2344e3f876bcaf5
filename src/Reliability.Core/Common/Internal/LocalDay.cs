namespace Reliability.Common.Internal;

/// <summary>Computes when local days start, also if the clocks skip or repeat midnight.</summary>
internal static class LocalDay
{
    /// <summary>
    /// Returns the first instant of the local day that contains an instant, in UTC. If clocks go back over midnight, a day does not return
    /// to the date before it.
    /// </summary>
    public static DateTimeOffset StartOf(DateTimeOffset instant, TimeZoneInfo zone)
    {
        DateTime day = TimeZoneInfo.ConvertTime(instant, zone).Date;
        DateTimeOffset start = StartOf(day, zone);
        if (day < DateTime.MaxValue.Date && StartOf(day.AddDays(1), zone) is var next && next <= instant)
        {
            return next;
        }

        // Local time has no day before year 1.
        return start <= instant ? start : DateTimeOffset.MinValue;
    }

    /// <summary>
    /// Returns the first instant of a local day, in UTC. Only UTC is converted to local time: it always has one answer, whereas the
    /// framework does not report every gap of local time as invalid.
    /// </summary>
    public static DateTimeOffset StartOf(DateTime day, TimeZoneInfo zone)
    {
        var utc = new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Unspecified), TimeSpan.Zero);
        TimeSpan before = zone.GetUtcOffset(Shifted(utc, -1));
        TimeSpan after = zone.GetUtcOffset(Shifted(utc, 1));
        TimeSpan first = before > after ? before : after;
        DateTimeOffset start = utc.Ticks < first.Ticks ? DateTimeOffset.MinValue : utc - first;
        while (TimeZoneInfo.ConvertTime(start, zone).Date < day)
        {
            start = start.AddMinutes(1);
        }

        return start;
    }

    private static DateTimeOffset Shifted(DateTimeOffset utc, int days) =>
        days < 0 && utc.Ticks < TimeSpan.TicksPerDay ? DateTimeOffset.MinValue
        : days > 0 && DateTimeOffset.MaxValue.Ticks - utc.Ticks < TimeSpan.TicksPerDay ? DateTimeOffset.MaxValue
        : utc.AddDays(days);
}
