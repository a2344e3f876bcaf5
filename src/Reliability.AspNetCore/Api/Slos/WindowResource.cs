using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record WindowResource(string Kind, double Seconds, string? Period, string? Zone)
{
    public static WindowResource From(SloWindow window) => window is CalendarWindow calendar
        ? new("Calendar", window.NominalLength.TotalSeconds, calendar.Period.ToString(), calendar.Zone)
        : new("Rolling", window.NominalLength.TotalSeconds, Period: null, Zone: null);
}
