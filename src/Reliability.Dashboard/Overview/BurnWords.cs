using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>The burn of a budget in one word, from the long and the short window of each rule.</summary>
internal static class BurnWords
{
    public const string Critical = "Critical";
    public const string Recovering = "Recovering";
    public const string Increasing = "Increasing";
    public const string Acceptable = "Acceptable";
    public const string NotMeasured = "Not measured";

    private static readonly string[] _bestFirst = [NotMeasured, Acceptable, Recovering, Increasing, Critical];

    /// <summary>Returns the word of the worst rule.</summary>
    public static string Of(IEnumerable<AlertReading> readings) =>
        readings.Where(one => one.Windows.Count > 0).Select(Of).DefaultIfEmpty(NotMeasured)
            .MaxBy(word => Array.IndexOf(_bestFirst, word))!;

    /// <summary>
    /// Critical: the long and the short window are above the threshold. Recovering: only the long one is. Increasing: only the short one
    /// is. Acceptable: neither is.
    /// </summary>
    public static string Of(AlertReading reading)
    {
        BurnReading longest = reading.Windows[0];
        BurnReading shortest = reading.Windows[^1];
        if (longest.ObservedBuckets == 0)
        {
            return NotMeasured;
        }

        return (longest.BurnRate >= reading.Threshold, shortest.BurnRate >= reading.Threshold) switch
        {
            (true, true) => Critical,
            (true, false) => Recovering,
            (false, true) => Increasing,
            _ => Acceptable,
        };
    }
}
