using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>What an incident burnt. Affected requests are always an estimate.</summary>
internal sealed record IncidentCostResource(
    DateTimeOffset MeasuredAt,
    double? DowntimeSeconds,
    decimal? BudgetBurnt,
    long AffectedRequests,
    bool AffectedRequestsAreEstimated,
    bool IsEstimate,
    IReadOnlyList<IncidentObjectiveResource> Objectives)
{
    public static IncidentCostResource? From(IncidentCost? one) => one is null ? null : new(
        one.MeasuredAt,
        JsonNumber.Of((double?)one.Downtime.TotalSeconds),
        JsonNumber.Of(one.BudgetBurnt),
        one.AffectedRequests,
        AffectedRequestsAreEstimated: true,
        one.IsEstimate,
        [
            .. one.Objectives.Select(cost => new IncidentObjectiveResource(
                cost.Slo, JsonNumber.Of(cost.Bad), JsonNumber.Of(cost.BadEvents), JsonNumber.Of(cost.BudgetShare), cost.IsEstimate)),
        ]);
}
