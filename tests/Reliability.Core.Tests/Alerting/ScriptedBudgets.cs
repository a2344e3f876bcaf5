using NSubstitute;
using Reliability.Common;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Alerting;

/// <summary>A substitute for objectives whose rules see what a test says.</summary>
internal sealed class ScriptedBudgets
{
    private readonly Dictionary<(string Slo, string Rule), AlertCondition> _seen = [];
    private readonly TimeProvider _time;

    public ScriptedBudgets(TimeProvider time, params SloDefinition[] objectives)
    {
        _time = time;
        Budgets = Substitute.For<IErrorBudgets>();
        Budgets.Objectives.Returns(objectives);
        var real = new ErrorBudgets(new InMemorySeriesStore(), objectives);
        Budgets.GetObjectives(default!).ReturnsForAnyArgs(call => real.GetObjectives(call.Arg<string>()));
        Budgets.GetAlertReadingsByNameAsync(default!)
            .ReturnsForAnyArgs(call => [.. call.Arg<IReadOnlyList<string>>().Select(Alerts)]);
        Budgets.GetStatusesByNameAsync(default!)
            .ReturnsForAnyArgs(call => [.. call.Arg<IReadOnlyList<string>>().Select(Status)]);
        Budgets.GetReportsAsync().ReturnsForAnyArgs(_ => [.. objectives.Select(Report)]);
    }

    public IErrorBudgets Budgets { get; }

    /// <summary>What reading an objective throws.</summary>
    public Dictionary<string, Exception> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>The share of a budget that remains; none when nobody measured.</summary>
    public Dictionary<string, decimal?> Remaining { get; } = new(StringComparer.Ordinal);

    public void See(string slo, AlertCondition condition, params string[] rules)
    {
        foreach (string rule in rules.Length > 0 ? rules : [.. Objective(slo).Alerts.Select(one => one.Name)])
        {
            _seen[(slo, rule)] = condition;
        }
    }

    private SloDefinition Objective(string slo) => Budgets.Objectives.Single(one => one.Name == slo);

    private AlertReading[] Alerts(string slo) => Faults.TryGetValue(slo, out Exception? fault) ? throw fault :
    [
        .. Objective(slo).Alerts.Select(rule => new AlertReading
        {
            Rule = rule.Name,
            Severity = rule.Severity,
            At = _time.GetUtcNow(),
            Condition = _seen.GetValueOrDefault((slo, rule.Name), AlertCondition.NotMet),
            Threshold = 14.4m,
            Windows = [],
            Explanation = $"{rule.Name} saw it.",
        }),
    ];

    private BudgetStatus Status(string slo)
    {
        decimal? remaining = Remaining.GetValueOrDefault(slo);
        return new BudgetStatus
        {
            Slo = slo,
            Service = "shop",
            AsOf = _time.GetUtcNow(),
            Window = new TimeRange(_time.GetUtcNow(), _time.GetUtcNow()),
            Target = 99,
            State = remaining is null ? BudgetState.NoData : remaining > 0 ? BudgetState.Healthy : BudgetState.Exhausted,
            Total = 1000,
            Good = 990,
            Allowed = 10,
            Consumed = 1 - remaining,
            Coverage = 1,
        };
    }

    /// <summary>Nothing that the budgets themselves would say against a release.</summary>
    private SloReport Report(SloDefinition slo)
    {
        BudgetStatus status = Status(slo.Name) with { State = BudgetState.Healthy };
        return new SloReport { Status = status, Burn = [], Alerts = [], Forecast = Forecast.Evaluate(slo, [], _time.GetUtcNow(), status) };
    }
}
