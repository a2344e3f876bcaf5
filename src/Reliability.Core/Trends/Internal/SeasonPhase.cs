using System.Globalization;

namespace Reliability.Trends.Internal;

/// <summary>Names the phases of seasons: weekdays, hours of a day, and hours of a week.</summary>
internal static class SeasonPhase
{
    private const int Week = 7;
    private const int Day = 24;

    private static readonly string[] _weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Returns the name of a phase.</summary>
    /// <param name="phase">The phase, from Monday or midnight.</param>
    /// <param name="count">The number of phases of the season.</param>
    public static string Name(int phase, int count) => count switch
    {
        Week => _weekdays[phase],
        Day => Hour(phase),
        _ => $"{_weekdays[phase / Day % Week]} {Hour(phase % Day)}",
    };

    private static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");
}
