using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>Converts the readings of rules and the status of budgets to the input of the evaluation. No clock, no I/O.</summary>
internal sealed class AlertView(AlertBehavior behavior, IReadOnlyList<string> notifiers)
{
    private const string Frozen = "There are no measurements: the alert neither fires nor resolves until there are.";

    public JudgedRule Of(SloDefinition slo, AlertRule rule, AlertReading reading) => new(
        rule.Name,
        rule.Severity,
        reading.Condition,
        reading.Explanation,
        reading.Condition == AlertCondition.NoData ? Frozen : AlertText.ClearsWhen(slo, rule, reading, behavior),
        notifiers,
        (rule as BurnRateRule)?.LongWindow);

    /// <param name="policy">The policy.</param>
    /// <param name="budget">The status of the budget.</param>
    /// <param name="isFiring">Whether the policy has acted and the budget has not recovered.</param>
    public JudgedRule Of(BudgetPolicy policy, BudgetStatus budget, bool isFiring)
    {
        // With zero tolerance, a lost event leaves no defined remaining share: it is below any threshold.
        decimal? remaining = budget.Remaining ?? (budget.State == BudgetState.Exhausted ? decimal.MinValue : null);
        string? doubt = !isFiring && remaining <= policy.ActsAt ? policy.Guard.DoubtOf(budget, policy.ActsAt) : null;
        AlertCondition condition =
            remaining is not { } share || budget.State is BudgetState.NoData or BudgetState.NoTraffic ? AlertCondition.NoData
            : isFiring && share < policy.ActsAt + policy.RecoveryMargin ? AlertCondition.Met
            : share <= policy.ActsAt && doubt is null ? AlertCondition.Met
            : AlertCondition.NotMet;
        string stands = budget.Remaining is { } rest
            ? Check.Text($"{rest * 100:0.##} % of the budget remains ({budget.Figures})")
            : Check.Text($"{budget.State}: {budget.Reason ?? "no bad event is allowed"}").TrimEnd('.');
        string explanation = Check.Text($"{stands}; the policy acts at {policy.ActsAt * 100:0.##} %")
            + (doubt is null ? "." : $", but not by so few events. {doubt}");
        return new JudgedRule(
            policy.Rule,
            policy.Severity,
            condition,
            policy.IsDryRun ? $"Dry run, would {Deeds(policy)}: {explanation}" : explanation,
            condition == AlertCondition.NoData
                ? Frozen
                : Check.Text($"Recovers when {(policy.ActsAt + policy.RecoveryMargin) * 100:0.##} % of the budget or more remains."),
            policy.IsDryRun ? [] : [.. policy.Notifies ? notifiers : [], .. policy.Action is null ? [] : new[] { policy.Rule }],
            LongWindow: null);
    }

    private static string Deeds(BudgetPolicy policy)
    {
        string[] deeds =
        [
            .. policy.FreezesReleases ? ["freeze releases"] : Array.Empty<string>(),
            .. policy.Notifies ? ["notify"] : Array.Empty<string>(),
            .. policy.Action is null ? [] : new[] { "run its action" },
        ];
        return deeds.Length == 0 ? "do nothing" : string.Join(", ", deeds);
    }
}
