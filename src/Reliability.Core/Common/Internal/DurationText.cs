using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>Durations as people write them: 5m, 6h, 3d, 250ms.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan duration)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return duration.Ticks switch
        {
            >= TimeSpan.TicksPerDay when duration.Ticks % TimeSpan.TicksPerDay == 0
                && duration.Days > 1 => string.Create(culture, $"{duration.Days}d"),
            >= TimeSpan.TicksPerHour when duration.Ticks % TimeSpan.TicksPerHour == 0 => string.Create(
                culture,
                $"{(long)duration.TotalHours}h"),
            >= TimeSpan.TicksPerMinute when duration.Ticks % TimeSpan.TicksPerMinute == 0 => string.Create(
                culture,
                $"{(long)duration.TotalMinutes}m"),
            >= TimeSpan.TicksPerSecond => string.Create(culture, $"{duration.TotalSeconds:0.#######}s"),
            _ => string.Create(culture, $"{duration.TotalMilliseconds:0.####}ms"),
        };
    }
}
