using Reliability.Common;

namespace Reliability.Slos;

/// <summary>The time over which an objective holds and its budget is counted.</summary>
public abstract record SloWindow
{
    private protected SloWindow()
    {
    }

    /// <summary>
    /// The usual length for rules that scale with the window: its length if rolling; 7, 30 or 90 days for a week, a month, a quarter.
    /// </summary>
    public abstract TimeSpan NominalLength { get; }

    /// <summary>The default window: the last 30 days.</summary>
    public static SloWindow Default { get; } = new RollingWindow(TimeSpan.FromDays(30));

    /// <summary>A window that always ends now.</summary>
    /// <inheritdoc cref="RollingWindow(TimeSpan)"/>
    public static SloWindow Rolling(TimeSpan length) => new RollingWindow(length);

    /// <summary>A window that resets with each week, month or quarter.</summary>
    /// <inheritdoc cref="CalendarWindow(CalendarPeriod, string)"/>
    public static SloWindow Calendar(CalendarPeriod period, string zone = "UTC") => new CalendarWindow(period, zone);

    /// <summary>
    /// The window at an instant: for a rolling window it ends then, for a calendar window it is the whole period around it.
    /// </summary>
    /// <param name="now">The instant.</param>
    public abstract TimeRange At(DateTimeOffset now);
}
