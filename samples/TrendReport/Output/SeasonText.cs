using System.Globalization;
using Reliability.Statistics;
using Reliability.Trends;

namespace TrendReportSample.Output;

/// <summary>Seasons in words.</summary>
internal static class SeasonText
{
    private const int HoursOfDay = 24;
    private const int DaysOfWeek = 7;

    /// <summary>Returns what a week looks like.</summary>
    public static IEnumerable<string> Weekly(SeasonalPattern season)
    {
        yield return $"Week: {Outcome(season)}";
        if (!season.IsDetected)
        {
            yield break;
        }

        double[] days = season.Profile.Count == DaysOfWeek ? [.. season.Profile] : [.. season.Profile.Chunk(HoursOfDay).Select(Mean)];
        foreach (string line in Extremes(days, Weekday))
        {
            yield return line;
        }

        if (season.Profile.Count > DaysOfWeek)
        {
            double[] hours = [.. Enumerable.Range(0, HoursOfDay).Select(hour =>
                Enumerable.Range(0, DaysOfWeek).Average(day => season.Profile[(day * HoursOfDay) + hour]))];
            foreach (string line in Extremes(hours, Hour))
            {
                yield return line;
            }
        }
    }

    /// <summary>Returns what a day looks like.</summary>
    public static IEnumerable<string> TimeOfDay(SeasonalPattern? season)
    {
        yield return season is null ? "Time of day: not tested; there is one value a day" : $"Time of day: {Outcome(season)}";
        if (season is { IsDetected: true })
        {
            foreach (string line in Extremes([.. season.Profile], Hour))
            {
                yield return line;
            }
        }
    }

    private static string Outcome(SeasonalPattern season) => season.State switch
    {
        SeasonalityState.Seasonal => string.Create(
            CultureInfo.InvariantCulture, $"repeats itself ({Shown.PValue(season.PValue)}, strength {season.Strength:0.00})"),
        SeasonalityState.NotSeasonal => $"no pattern that chance does not explain ({Shown.PValue(season.PValue)})",
        SeasonalityState.TooFewCycles => "not tested; the values span fewer than three periods",
        SeasonalityState.Constant => "not tested; all values are the same",
        _ => "not tested; there are too few values",
    };

    private static string[] Extremes(double[] effects, Func<int, string> name)
    {
        int[] order = [.. Enumerable.Range(0, effects.Length).OrderByDescending(i => effects[i])];
        return [$"  highest {List(order.Take(3))}", $"  lowest {List(order.Reverse().Take(3))}"];

        string List(IEnumerable<int> phases) => string.Join(", ", phases.Select(i => $"{name(i)} {Shown.Signed(effects[i])}"));
    }

    private static double Mean(double[] effects) => effects.Sum(effect => effect / effects.Length);

    private static string Weekday(int day) => ((DayOfWeek)((day + 1) % DaysOfWeek)).ToString()[..3];

    private static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");
}
