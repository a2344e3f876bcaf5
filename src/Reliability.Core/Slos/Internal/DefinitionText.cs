using Reliability.Common.Internal;

namespace Reliability.Slos.Internal;

/// <summary>
/// Describes definitions as text, to display and compare them. Definitions that differ in anything but their names and descriptions have
/// different texts, so no figure is rounded. The text is stored. It must never change for existing definitions, because budgets would
/// otherwise be reset by an update of the library.
/// </summary>
internal static class DefinitionText
{
    /// <summary>Returns what is measured. A different text means that recorded events have a different meaning.</summary>
    public static string Measures(Indicator indicator) => indicator switch
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
    public static string? MeasureOfSeries(Indicator indicator) =>
        indicator is AvailabilityIndicator or ZeroToleranceIndicator ? null : Measures(indicator);

    /// <summary>Returns everything that affects budgets and alerts.</summary>
    /// <param name="terms">What the objective promises.</param>
    /// <param name="alerts">The alert rules.</param>
    /// <param name="expectsEventsWithin">The maximum quiet time; <see langword="null"/> for any.</param>
    /// <param name="atRiskBelow">The share of the budget below which it is at risk; <see langword="null"/> for the default.</param>
    public static string Of(
        ObjectiveTerms terms, IReadOnlyList<AlertRule> alerts, TimeSpan? expectsEventsWithin, decimal? atRiskBelow)
    {
        string target = terms.Indicator is ZeroToleranceIndicator zero
            ? Check.Text($"at most {zero.AllowedEvents}")
            : $"{NumberText.Exact(terms.Target)} %";
        string atRisk = atRiskBelow is { } share ? $"; at risk below {NumberText.Exact(share * 100)} %" : string.Empty;
        return $"{target} {Measures(terms.Indicator)} over {Window(terms.Window)}, counted in {Units(terms.Budgeting)}; alerts: "
            + $"{(alerts.Count == 0 ? "none" : string.Join(", ", alerts.Select(Rule)))}"
            + $"{(expectsEventsWithin is { } within ? $"; events expected within {DurationText.Of(within)}" : "")}{atRisk}";
    }

    private static string Window(SloWindow window) => window switch
    {
        RollingWindow rolling => $"{DurationText.Of(rolling.Length)} rolling",
        CalendarWindow calendar => $"a {calendar.Period} in {calendar.Zone}",
        _ => window.GetType().Name,
    };

    private static string Units(Budgeting budgeting) => budgeting is TimeSliceBudgeting slices
        ? $"slices of {DurationText.Of(slices.Length)} with {NumberText.Exact(slices.SliceTargetPercent)} % (missing ones: "
            + $"{slices.Missing}, "
            + $"coverage: {NumberText.Exact(slices.MinCoverageShare)})"
        : "events";

    private static string Rule(AlertRule rule) => rule is BurnRateRule burn
        ? $"{burn.Name} above {NumberText.Exact(burn.Factor)}{Figures(rule)} ({burn.Severity}, {BurnGuard(burn.Guard)})"
        : $"{rule.Name}{Figures(rule)} ({rule.Severity}{Guard(rule)})";

    /// <summary>
    /// The figures of a rule that its name does not state. The name that a rule has by default states them, except for a quantile, which it
    /// rounds.
    /// </summary>
    private static string Figures(AlertRule rule)
    {
        string window = DurationText.Of(rule.MaxWindow);
        return rule switch
        {
            BurnRateRule burn when burn.Name != new BurnRateRule(burn.LongWindow, burn.ShortWindow, burn.Factor, burn.Severity).Name =>
                $" over {window} and {DurationText.Of(burn.ShortWindow)}",
            QuantileAboveRule quantile => Check.Text($" at {quantile.Quantile:R} above {quantile.Limit:R} over {window}"),
            MeanBelowRule mean when mean.Name != new MeanBelowRule(mean.Mean, mean.Window).Name =>
                $" below {NumberText.Exact(mean.Mean)} over {window}",
            PercentBelowRule ratio when ratio.Name != new PercentBelowRule(ratio.Percent, ratio.Window).Name =>
                $" below {NumberText.Exact(ratio.Percent)} % over {window}",
            BadEventRule bad when bad.Name != new BadEventRule(bad.Window).Name => $" over {window}",
            _ => string.Empty,
        };
    }

    private static string BurnGuard(LowTrafficGuard guard) => guard.MinValues == LowTrafficGuard.Default.MinValues
        ? Check.Text($"{guard.MinBadEvents} bad and {guard.Confidence:R} sure")
        : guard.Describe();

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
        return guard == LowTrafficGuard.Default ? string.Empty : $", {guard.Describe()}";
    }
}
