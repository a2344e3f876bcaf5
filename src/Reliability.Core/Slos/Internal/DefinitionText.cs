using Reliability.Common.Internal;

namespace Reliability.Slos.Internal;

/// <summary>
/// Describes definitions as text, to display and compare them. The text is stored. It must never change for existing definitions, because
/// budgets would otherwise be reset by an update of the library.
/// </summary>
internal static class DefinitionText
{
    /// <summary>Returns what is measured. A different text means that recorded events have a different meaning.</summary>
    public static string Measures(SloDefinition slo) => slo.Indicator switch
    {
        AvailabilityIndicator => "availability",
        LatencyIndicator latency => Check.Text($"latency of at most {latency.Threshold.TotalMilliseconds:0.####} ms"),
        ScoreIndicator score => Check.Text($"score of {score.Scale:R}"),
        MeasurementIndicator measurement =>
            Check.Text($"measurement of at {(measurement.GoodAtLeast ? "least" : "most")} {measurement.Limit:R}"),
        ZeroToleranceIndicator => "losses",
        Indicator other => other.GetType().Name,
    };

    /// <summary>Returns the measure in the name of the series, or null for events that are good or bad by themselves.</summary>
    public static string? MeasureOfSeries(SloDefinition slo) =>
        slo.Indicator is AvailabilityIndicator or ZeroToleranceIndicator ? null : Measures(slo);

    /// <summary>Returns everything that affects budgets and alerts.</summary>
    public static string Of(SloDefinition slo)
    {
        string target = slo.Indicator is ZeroToleranceIndicator zero
            ? Check.Text($"at most {zero.AllowedEvents}")
            : Check.Text($"{slo.Target:0.##########} %");
        return $"{target} {Measures(slo)} over {Window(slo.Window)}, counted in {Units(slo.Budgeting)}; alerts: "
            + $"{(slo.Alerts.Count == 0 ? "none" : string.Join(", ", slo.Alerts.Select(Rule)))}"
            + $"{(slo.ExpectsEventsWithin is { } within ? $"; events expected within {DurationText.Of(within)}" : "")}";
    }

    private static string Window(SloWindow window) => window switch
    {
        RollingWindow rolling => $"{DurationText.Of(rolling.Length)} rolling",
        CalendarWindow calendar => $"a {calendar.Period} in {calendar.Zone}",
        _ => window.GetType().Name,
    };

    private static string Units(Budgeting budgeting) => budgeting is TimeSliceBudgeting slices
        ? Check.Text(
            $"slices of {DurationText.Of(slices.Length)} with {slices.SliceTarget:0.##########} % (missing ones: {slices.Missing}, "
            + $"coverage: {slices.MinCoverageShare:0.####})")
        : "events";

    private static string Rule(AlertRule rule) => rule is BurnRateRule burn
        ? Check.Text(
            $"{burn.Name} above {burn.Factor:0.####} ({burn.Severity}, {burn.Guard.MinBadEvents} bad and {burn.Guard.Confidence:R} sure)")
        : $"{rule.Name} ({rule.Severity}{Guard(rule)})";

    /// <summary>Returns the guard of a threshold rule, if it is not the default guard.</summary>
    private static string Guard(AlertRule rule)
    {
        LowTrafficGuard guard = rule switch
        {
            PercentBelowRule ratio => ratio.Guard,
            MeanBelowRule mean => mean.Guard,
            QuantileAboveRule quantile => quantile.Guard,
            _ => LowTrafficGuard.Default,
        };
        return guard == LowTrafficGuard.Default
            ? string.Empty
            : Check.Text($", {guard.MinBadEvents} bad, {guard.MinValues} values and {guard.Confidence:R} sure");
    }
}
