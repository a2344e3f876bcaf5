namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentObjectiveCost"/>.</summary>
internal sealed record StoredObjectiveCost
{
    public required string Slo { get; init; }

    public required decimal Bad { get; init; }

    public required decimal BadEvents { get; init; }

    public decimal? BudgetShare { get; init; }

    public required bool CountsEvents { get; init; }

    public required bool IsEstimate { get; init; }
}
