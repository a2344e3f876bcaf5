using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Checks whether a budget is exhausted or an objective is not measured, and logs when the exhausted budgets change. What nothing measures
/// is not healthy: the name of a feed may be wrong.
/// </summary>
/// <param name="budgets">The budgets.</param>
/// <param name="log">What was logged last. It outlives the check, which is created each time.</param>
/// <param name="logger">The logger.</param>
internal sealed class BudgetCheck(IErrorBudgets budgets, BudgetCheck.LastLog log, ILogger logger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Dictionary<string, object> data = new(StringComparer.Ordinal);
        List<string> exhausted = [];
        List<string> unmeasured = [];
        try
        {
            // One read for all objectives: this runs as often as a probe asks.
            foreach (BudgetStatus status in await budgets.GetStatusesAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                data[status.Slo] = status.State.ToString();
                if (status.State == BudgetState.Exhausted)
                {
                    exhausted.Add(status.Slo);
                }
                else if (status.State == BudgetState.NoData)
                {
                    unmeasured.Add(status.Slo);
                }
            }
        }
        catch (StoreException e)
        {
            return HealthCheckResult.Degraded("Budgets cannot be read: the store is unavailable.", e, data);
        }

        string names = string.Join(", ", exhausted);
        if (log.Changes(names))
        {
            if (exhausted.Count > 0)
            {
                Log.BudgetsExhausted(logger, names);
            }
            else
            {
                Log.BudgetsRecovered(logger);
            }
        }

        string[] problems =
        [
            .. exhausted.Count == 0 ? Array.Empty<string>() : [$"Exhausted: {names}."],
            .. unmeasured.Count == 0 ? Array.Empty<string>() : [$"Not measured: {string.Join(", ", unmeasured)}."],
        ];
        return problems.Length == 0
            ? HealthCheckResult.Healthy("No budget is exhausted.", data)
            : HealthCheckResult.Degraded(string.Join(" ", problems), data: data);
    }

    /// <summary>The exhausted budgets that were logged last; none at first.</summary>
    internal sealed class LastLog
    {
        private string _names = string.Empty;

        public bool Changes(string names) => Interlocked.Exchange(ref _names, names) != names;
    }
}
