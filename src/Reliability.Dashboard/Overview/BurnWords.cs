using Reliability.Common.Internal;
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

    /// <summary>Zero tolerance: bad events are counted, and no share of all events may be bad.</summary>
    public const string NoBurnRate = "No burn rate";

    private static readonly string[] _bestFirst = [NotMeasured, Acceptable, Recovering, Increasing, Critical];

    /// <summary>Returns the word of the worst rule.</summary>
    public static string Of(SloDefinition slo, IEnumerable<AlertReading> readings) => slo.MaxBurnRate is null
        ? NoBurnRate
        : readings.Where(one => one.Windows.Count > 0).Select(one => Of(slo, one)).DefaultIfEmpty(NotMeasured)
            .MaxBy(word => Array.IndexOf(_bestFirst, word))!;

    /// <summary>Returns what an objective has instead of a burn rate, or <see langword="null"/> if it has one.</summary>
    public static string? Note(SloDefinition slo) => slo.Indicator is not ZeroToleranceIndicator zero ? null : zero.AllowedEvents switch
    {
        0 => "No budget: each bad event exhausts it.",
        1 => "The window may contain 1 bad event.",
        _ => Check.Text($"The window may contain {zero.AllowedEvents:0} bad events."),
    };

    /// <summary>
    /// Critical: the long and the short window are above the threshold. Recovering: only the long one is. Increasing: only the short one
    /// is. Acceptable: neither is. A rule about something other than the burn rate is critical when its condition is met.
    /// </summary>
    public static string Of(SloDefinition slo, AlertReading reading)
    {
        if (slo.MaxBurnRate is null)
        {
            return NoBurnRate;
        }

        BurnReading longest = reading.Windows[0];
        BurnReading shortest = reading.Windows[^1];
        if (longest.ObservedBuckets == 0)
        {
            return NotMeasured;
        }

        if (slo.Alerts.FirstOrDefault(rule => rule.Name == reading.Rule) is not (BurnRateRule or null))
        {
            return reading.Condition == AlertCondition.Met ? Critical : Acceptable;
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
