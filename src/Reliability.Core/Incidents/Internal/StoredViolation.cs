namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="PostmortemObjective"/>.</summary>
internal sealed record StoredViolation
{
    public required string Slo { get; init; }

    public decimal? BudgetShare { get; init; }

    public bool IsEstimate { get; init; }
}
