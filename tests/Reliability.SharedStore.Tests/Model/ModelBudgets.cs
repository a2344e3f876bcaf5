using Reliability.Common;
using Reliability.Slos;

namespace Reliability.SharedStore.Tests.Model;

/// <summary>
/// Objectives of a process, whose rules see what the world says; a process that is suspended sees it, and answers when it goes on.
/// </summary>
/// <remarks>No substitute: it is a part of the model, with a state of its own that the steps of the model turn.</remarks>
internal sealed class ModelBudgets(TimeProvider clock, IReadOnlyList<SloDefinition> objectives, Func<string, bool> isBad) : IErrorBudgets
{
    private TaskCompletionSource? _gate;
    private TaskCompletionSource _held = new();

    public IReadOnlyList<SloDefinition> Objectives => objectives;

    /// <summary>Whether a reader waits.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>Completes when a reader waits.</summary>
    public Task Held => _held.Task;

    public void Close() => (_gate, _held) = (new TaskCompletionSource(), new TaskCompletionSource());

    public void Open()
    {
        TaskCompletionSource? gate = _gate;
        _gate = null;
        gate?.SetResult();
    }

    public async ValueTask<IReadOnlyList<AlertReading>> GetAlertReadingsAsync(string slo, CancellationToken cancellationToken = default) =>
        (await GetAlertReadingsByNameAsync([slo], cancellationToken))[0];

    public async ValueTask<IReadOnlyList<IReadOnlyList<AlertReading>>> GetAlertReadingsByNameAsync(
        IReadOnlyList<string> slos,
        CancellationToken cancellationToken = default)
    {
        IReadOnlyList<AlertReading>[] seen = [.. slos.Select(See)];
        if (_gate is { } gate)
        {
            IsHolding = true;
            _held.TrySetResult();
            await gate.Task;
            IsHolding = false;
        }

        return seen;
    }

    public ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesByNameAsync(
        IReadOnlyList<string> slos,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<BurntBudget>> GetBurntBudgetsAsync(
        IReadOnlyList<string> slos,
        IReadOnlyList<TimeRange> ranges,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<DateTimeOffset?> EstimateBurnStartAsync(
        string slo,
        string rule,
        DateTimeOffset firedAt,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<BudgetStatus> GetStatusAsync(
        string slo,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<BudgetStatus> ReplayAsync(
        string slo,
        DateTimeOffset at,
        DateTimeOffset? knownAt = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<SloReport> GetReportAsync(
        string slo,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<AlertReplay> ReplayAlertsAsync(
        string slo,
        TimeRange range,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<BudgetHistory>> GetHistoriesAsync(
        IReadOnlyList<string> slos,
        HistoryStep historyStep,
        TimeRange range,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<BurnHistory> GetBurnHistoryAsync(
        string slo,
        TimeRange range,
        int maxPoints,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<BadEventSources> GetBadEventSourcesAsync(
        string slo,
        TimeRange range,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IErrorBudgets AsOf(DateTimeOffset at) => throw new NotSupportedException();

    public IErrorBudgets Assuming(LedgerEntry entry) => throw new NotSupportedException();

    public ValueTask<DateTimeOffset?> GetFirstMeasuredAsync(
        IReadOnlyList<string> slos, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IReadOnlyList<SloDefinition> GetObjectives(string service) => [.. objectives.Where(slo => slo.Service == service)];

    public ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesAsync(
        string? service = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SloReport>> GetReportsAsync(
        string? service = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private AlertReading[] See(string slo)
    {
        bool isMet = isBad(slo);
        return
        [
            .. objectives.Single(one => one.Name == slo).Alerts.Select(rule => new AlertReading
            {
                Rule = rule.Name,
                Severity = rule.Severity,
                At = clock.GetUtcNow(),
                Condition = isMet ? AlertCondition.Met : AlertCondition.NotMet,
                Threshold = 99m,
                Windows = [],
                Explanation = "The world says so.",
            }),
        ];
    }
}
