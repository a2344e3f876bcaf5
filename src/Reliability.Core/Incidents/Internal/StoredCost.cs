namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentCost"/>.</summary>
internal sealed record StoredCost
{
    public required DateTimeOffset MeasuredAt { get; init; }

    public required TimeSpan Downtime { get; init; }

    public required IReadOnlyList<StoredObjectiveCost> Objectives { get; init; }

    public static StoredCost? Of(IncidentCost? one) => one is null ? null : new StoredCost
    {
        MeasuredAt = one.MeasuredAt,
        Downtime = one.Downtime,
        Objectives =
        [
            .. one.Objectives.Select(cost => new StoredObjectiveCost
            {
                Slo = cost.Slo,
                Bad = cost.Bad,
                BadEvents = cost.BadEvents,
                BudgetShare = cost.BudgetShare,
                CountsEvents = cost.CountsEvents,
                IsEstimate = cost.IsEstimate,
            }),
        ],
    };

    public IncidentCost ToCost() => new()
    {
        MeasuredAt = MeasuredAt,
        Downtime = Downtime,
        Objectives =
        [
            .. Objectives.Select(cost => new IncidentObjectiveCost
            {
                Slo = cost.Slo,
                Bad = cost.Bad,
                BadEvents = cost.BadEvents,
                BudgetShare = cost.BudgetShare,
                CountsEvents = cost.CountsEvents,
                IsEstimate = cost.IsEstimate,
            }),
        ],
    };
}
