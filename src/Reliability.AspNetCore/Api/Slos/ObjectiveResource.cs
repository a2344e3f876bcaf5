using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>An objective as the API shows it. Durations are in seconds, targets in percent.</summary>
internal sealed record ObjectiveResource(
    string Name,
    string Service,
    string? Description,
    string Indicator,
    decimal Target,
    decimal ErrorBudget,
    WindowResource Window,
    string Budgeting,
    double? ThresholdSeconds,
    IReadOnlyList<RuleResource> AlertRules)
{
    public static ObjectiveResource From(SloDefinition slo) => new(
        slo.Name,
        slo.Service,
        slo.Description,
        slo.Indicator switch
        {
            AvailabilityIndicator => "Availability",
            LatencyIndicator => "Latency",
            ScoreIndicator => "Score",
            ZeroToleranceIndicator => "ZeroTolerance",
            _ => "Measurement",
        },
        JsonNumber.Of(slo.Target),
        JsonNumber.Of(slo.ErrorBudget),
        WindowResource.From(slo.Window),
        slo.Budgeting is TimeSliceBudgeting ? "TimeSlices" : "Occurrences",
        JsonNumber.Of((slo.Indicator as LatencyIndicator)?.Threshold.TotalSeconds),
        [
            .. slo.Alerts.Select(
                rule => new RuleResource(
                    rule.Name, rule.Severity.ToString(), rule.MaxWindow.TotalSeconds, JsonNumber.Of((rule as BurnRateRule)?.Factor)))
        ]);
}
