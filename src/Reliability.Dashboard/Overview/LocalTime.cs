using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads times without an offset, as fields of forms and addresses have them.</summary>
internal static class LocalTime
{
    private static readonly string[] _forms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    /// <summary>
    /// Returns the time; <see langword="null"/> if the text is none. Of two moments that a clock that is set back shows, it is the first.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="problem">Why a local time is no moment; <see langword="null"/> for a text that is no time.</param>
    public static DateTimeOffset? Of(string text, TimeZoneInfo zone, out string? problem)
    {
        problem = null;
        if (!DateTime.TryParseExact(text, _forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            return null;
        }

        if (zone.IsInvalidTime(local))
        {
            problem = "The clocks of this zone skip this local time.";
            return null;
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        long ticks = local.Ticks - offset.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            problem = "No calendar has this time.";
            return null;
        }

        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
