using Reliability.Common.Internal;

namespace Reliability.Slos.Internal;

/// <summary>
/// Definitions in words, to show them and to tell one from another. What is written here is stored: the words for what exists never change,
/// or budgets would start
/// anew with an update of the library.
/// </summary>
internal static class DefinitionText
{
    /// <summary>What is measured: another one makes recorded events mean something else.</summary>
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

    /// <summary>What a series is named after: nothing for events that are good or bad by themselves.</summary>
    public static string? MeasureOfSeries(SloDefinition slo) =>
        slo.Indicator is AvailabilityIndicator or ZeroToleranceIndicator ? null : Measures(slo);

    /// <summary>All that decides about budgets and alerts.</summary>
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

    /// <summary>The guard of a threshold rule, if it is not the default one.</summary>
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
