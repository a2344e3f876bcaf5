using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>Checks whether a budget is exhausted.</summary>
internal sealed class BudgetCheck(IErrorBudgets budgets) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Dictionary<string, object> data = new(StringComparer.Ordinal);
        List<string> exhausted = [];
        try
        {
            foreach (SloDefinition slo in budgets.Objectives)
            {
                BudgetStatus status = await budgets.GetStatusAsync(slo.Name, cancellationToken).ConfigureAwait(false);
                data[slo.Name] = status.State.ToString();
                if (status.State == BudgetState.Exhausted)
                {
                    exhausted.Add(slo.Name);
                }
            }
        }
        catch (StoreException e)
        {
            return HealthCheckResult.Degraded("Budgets cannot be read: the store is unavailable.", e, data);
        }

        return exhausted.Count == 0
            ? HealthCheckResult.Healthy("No budget is exhausted.", data)
            : HealthCheckResult.Degraded($"Exhausted: {string.Join(", ", exhausted)}.", data: data);
    }
}
