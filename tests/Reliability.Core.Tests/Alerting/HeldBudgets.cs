using Reliability.Common;
using Reliability.Slos;

namespace Reliability.Alerting.Tests;

/// <summary>Budgets that are read slowly: once, something else happens before they answer.</summary>
internal sealed class HeldBudgets(IErrorBudgets inner, Func<Task> meanwhile) : IErrorBudgets
{
    private Func<Task>? _meanwhile = meanwhile;

    public IReadOnlyList<SloDefinition> Objectives => inner.Objectives;

    public async ValueTask<IReadOnlyList<AlertReading>> GetAlertsAsync(string slo, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<AlertReading> seen = await inner.GetAlertsAsync(slo, cancellationToken);
        if (Interlocked.Exchange(ref _meanwhile, null) is { } happens)
        {
            await happens();
        }

        return seen;
    }

    public ValueTask<BudgetStatus> GetStatusAsync(string slo, CancellationToken cancellationToken = default) => inner.GetStatusAsync(slo, cancellationToken);

    public ValueTask<BudgetStatus> ReplayAsync(string slo, DateTimeOffset at, DateTimeOffset? knownAt = null, CancellationToken cancellationToken = default) =>
        inner.ReplayAsync(slo, at, knownAt, cancellationToken);

    public ValueTask<SloReport> GetReportAsync(string slo, CancellationToken cancellationToken = default) => inner.GetReportAsync(slo, cancellationToken);

    public ValueTask<IReadOnlyList<AlertEpisode>> GetAlertHistoryAsync(string slo, TimeRange range, CancellationToken cancellationToken = default) =>
        inner.GetAlertHistoryAsync(slo, range, cancellationToken);

    public IReadOnlyList<SloDefinition> GetObjectives(string service) => inner.GetObjectives(service);

    public ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesAsync(string? service = null, CancellationToken cancellationToken = default) =>
        inner.GetStatusesAsync(service, cancellationToken);

    public ValueTask<IReadOnlyList<SloReport>> GetReportsAsync(string? service = null, CancellationToken cancellationToken = default) =>
        inner.GetReportsAsync(service, cancellationToken);
}
