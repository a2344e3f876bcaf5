namespace Reliability.AspNetCore.Internal;

/// <summary>The shifts of a metric, those that were accepted, and the alerts about them. <c>Alerts</c> is empty without a rule.</summary>
internal sealed record ShiftList(
    string Metric,
    string Service,
    string TrendType,
    string Summary,
    BaselineResource? Baseline,
    IReadOnlyList<MetricShiftResource> Shifts,
    IReadOnlyList<AcceptedShiftResource> Accepted,
    IReadOnlyList<TrendAlertResource> Alerts);
