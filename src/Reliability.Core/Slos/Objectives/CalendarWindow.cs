using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Slos;

/// <summary>
/// A window that resets at the start of each week, month or quarter in a time zone. It starts at the first instant of the local day, which
/// is midnight unless a clock change skips it, so it is an hour shorter or longer if a clock change falls within it.
/// </summary>
public sealed record CalendarWindow : SloWindow
{
    private readonly TimeZoneInfo _zone;

    /// <summary>Initializes a new instance with a period and a time zone.</summary>
    /// <param name="period">The period: a week, a month or a quarter.</param>
    /// <param name="zone">The IANA name of the time zone, such as <c>Europe/Berlin</c>. Default: UTC.</param>
    /// <exception cref="ArgumentException"><paramref name="zone"/> is not a time zone that is known on this machine.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value.</exception>
    public CalendarWindow(CalendarPeriod period, string zone = "UTC")
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (!Enum.IsDefined(period))
        {
            throw Check.OutOfRange(period, "The period must be Week, Month or Quarter.", nameof(period));
        }

        Period = period;
        Zone = zone;
        _zone = Check.Zone(zone, nameof(zone));
    }

    /// <summary>Gets the period.</summary>
    public CalendarPeriod Period { get; }

    /// <summary>Gets the IANA name of the time zone.</summary>
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
        return new TimeRange(LocalDay.StartOf(first, _zone), LocalDay.StartOf(next, _zone));
    }

    /// <summary>Returns whether another window has the same period and time zone.</summary>
    /// <param name="other">The other window.</param>
    public bool Equals(CalendarWindow? other) =>
        other is not null && Period == other.Period && string.Equals(Zone, other.Zone, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Period, Zone);
}
