namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentObjectiveResource(string Slo, decimal Bad, decimal BadEvents, decimal? BudgetShare, bool IsEstimate);
