using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Slos;

/// <summary>
/// A window that resets with each week, month or quarter of a time zone. It starts at the first instant of a local day, which is midnight
/// unless the clocks skip it, so that it is an hour shorter or longer when the clocks change within it.
/// </summary>
public sealed record CalendarWindow : SloWindow
{
    private readonly TimeZoneInfo _zone;

    /// <summary>Sets the period and the zone.</summary>
    /// <param name="period">Week, month or quarter.</param>
    /// <param name="zone">An IANA time zone such as <c>Europe/Berlin</c>. Default: UTC.</param>
    /// <exception cref="ArgumentException"><paramref name="zone"/> is not a time zone that this machine knows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a period.</exception>
    public CalendarWindow(CalendarPeriod period, string zone = "UTC")
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (!Enum.IsDefined(period))
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "A calendar window is a Week, a Month or a Quarter.");
        }

        Period = period;
        Zone = zone;
        _zone = Require.Zone(zone, nameof(zone));
    }

    /// <summary>The period.</summary>
    public CalendarPeriod Period { get; }

    /// <summary>The time zone.</summary>
    public string Zone { get; }

    /// <inheritdoc/>
    public override TimeSpan NominalLength => Period switch
    {
        CalendarPeriod.Week => TimeSpan.FromDays(7),
        CalendarPeriod.Month => TimeSpan.FromDays(30),
        _ => TimeSpan.FromDays(90),
    };

    /// <inheritdoc/>
    public override TimeRange At(DateTimeOffset now)
    {
        DateTime today = TimeZoneInfo.ConvertTime(now, _zone).Date;
        DateTime first = Period switch
        {
            CalendarPeriod.Week => today.AddDays(-(((int)today.DayOfWeek + 6) % 7)),
            CalendarPeriod.Month => new DateTime(today.Year, today.Month, 1),
            _ => new DateTime(today.Year, today.Month - ((today.Month - 1) % 3), 1),
        };
        DateTime next = Period switch
        {
            CalendarPeriod.Week => first.AddDays(7),
            CalendarPeriod.Month => first.AddMonths(1),
            _ => first.AddMonths(3),
        };
        return new TimeRange(StartOfDay(first), StartOfDay(next));
    }

    /// <summary>Equal when period and zone are.</summary>
    /// <param name="other">The other window.</param>
    public bool Equals(CalendarWindow? other) =>
        other is not null && Period == other.Period && string.Equals(Zone, other.Zone, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Period, Zone);

    /// <summary>
    /// Returns the first instant of a local day, also if the clocks skip or repeat midnight. Only UTC is converted to local time: it always
    /// has one answer, whereas the framework does not report every gap of local time as invalid.
    /// </summary>
    private DateTimeOffset StartOfDay(DateTime day)
    {
        var utc = new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Unspecified), TimeSpan.Zero);
        TimeSpan before = _zone.GetUtcOffset(utc.AddDays(-1));
        TimeSpan after = _zone.GetUtcOffset(utc.AddDays(1));
        DateTimeOffset start = utc - (before > after ? before : after);
        while (TimeZoneInfo.ConvertTime(start, _zone).Date < day)
        {
            // Clocks change at a whole quarter of an hour.
            start = start.AddMinutes(15);
        }

        return start;
    }
}
