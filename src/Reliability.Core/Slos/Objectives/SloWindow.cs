using Reliability.Common;

namespace Reliability.Slos;

/// <summary>Specifies the time over which an objective applies and its budget is counted.</summary>
public abstract record SloWindow
{
    private protected SloWindow()
    {
    }

    /// <summary>
    /// Gets the nominal length, to which alert rules are scaled: the length of a rolling window, or 7, 30 or 90 days for a week, month or
    /// quarter.
    /// </summary>
    public abstract TimeSpan NominalLength { get; }

    /// <summary>Gets the default window: the last 30 days.</summary>
    public static SloWindow Default { get; } = new RollingWindow(TimeSpan.FromDays(30));

    /// <summary>Creates a window of constant length that always ends at the current time.</summary>
    /// <inheritdoc cref="RollingWindow(TimeSpan)"/>
    public static SloWindow Rolling(TimeSpan length) => new RollingWindow(length);

    /// <summary>Creates a window that resets at the start of each week, month or quarter.</summary>
    /// <inheritdoc cref="CalendarWindow(CalendarPeriod, string)"/>
    public static SloWindow Calendar(CalendarPeriod period, string zone = "UTC") => new CalendarWindow(period, zone);

    /// <summary>
    /// Returns the window at a point in time. A rolling window ends then; a calendar window is the whole period that contains it.
    /// </summary>
    /// <param name="now">The point in time.</param>
    public abstract TimeRange At(DateTimeOffset now);
}
