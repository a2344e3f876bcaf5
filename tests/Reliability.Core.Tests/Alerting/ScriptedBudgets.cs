using Reliability.Common;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting.Tests;

/// <summary>Objectives whose rules see what a test says.</summary>
internal sealed class ScriptedBudgets(TimeProvider time, params SloDefinition[] objectives) : IErrorBudgets
{
    private readonly Dictionary<(string Slo, string Rule), AlertCondition> _seen = [];

    public IReadOnlyList<SloDefinition> Objectives { get; } = objectives;

    /// <summary>What reading an objective throws.</summary>
    public Dictionary<string, Exception> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>The share of a budget that remains; none when nobody measured.</summary>
    public Dictionary<string, decimal?> Remaining { get; } = new(StringComparer.Ordinal);

    public void See(string slo, AlertCondition condition, params string[] rules)
    {
        foreach (string rule in rules.Length > 0 ? rules : [.. Objectives.Single(one => one.Name == slo).Alerts.Select(one => one.Name)])
        {
            _seen[(slo, rule)] = condition;
        }
    }

    public ValueTask<IReadOnlyList<AlertReading>> GetAlertsAsync(string slo, CancellationToken cancellationToken = default) =>
        Faults.TryGetValue(slo, out Exception? fault) ? throw fault : ValueTask.FromResult<IReadOnlyList<AlertReading>>(
        [
            .. Objectives.Single(one => one.Name == slo).Alerts.Select(rule => new AlertReading
            {
                Rule = rule.Name,
                Severity = rule.Severity,
                At = time.GetUtcNow(),
                Condition = _seen.GetValueOrDefault((slo, rule.Name), AlertCondition.NotMet),
                Threshold = 14.4m,
                Windows = [],
                Explanation = $"{rule.Name} saw it.",
            }),
        ]);

    public ValueTask<BudgetStatus> GetStatusAsync(string slo, CancellationToken cancellationToken = default)
    {
        decimal? remaining = Remaining.GetValueOrDefault(slo);
        return ValueTask.FromResult(new BudgetStatus
        {
            Slo = slo,
            Service = "shop",
            AsOf = time.GetUtcNow(),
            Window = new TimeRange(time.GetUtcNow(), time.GetUtcNow()),
            Target = 99,
            State = remaining is null ? BudgetState.NoData : remaining > 0 ? BudgetState.Healthy : BudgetState.Exhausted,
            Total = 1000,
            Good = 990,
            Allowed = 10,
            Consumed = 1 - remaining,
            Coverage = 1,
        });
    }

    public ValueTask<BudgetStatus> ReplayAsync(string slo, DateTimeOffset at, DateTimeOffset? knownAt = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<SloReport> GetReportAsync(string slo, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AlertEpisode>> GetAlertHistoryAsync(string slo, TimeRange range, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IReadOnlyList<SloDefinition> GetObjectives(string service) => new ErrorBudgets(new InMemorySeriesStore(), Objectives).GetObjectives(service);

    public ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesAsync(string? service = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Nothing that the budgets themselves would say against a release.</summary>
    public async ValueTask<IReadOnlyList<SloReport>> GetReportsAsync(string? service = null, CancellationToken cancellationToken = default)
    {
        List<SloReport> reports = [];
        foreach (SloDefinition slo in Objectives)
        {
            BudgetStatus status = await GetStatusAsync(slo.Name, cancellationToken) with { State = BudgetState.Healthy };
            reports.Add(new SloReport { Status = status, Burn = [], Alerts = [], Forecast = Forecast.Evaluate(slo, [], time.GetUtcNow(), status) });
        }

        return reports;
    }
}
