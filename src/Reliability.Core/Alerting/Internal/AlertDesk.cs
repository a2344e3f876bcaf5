using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>Evaluates the alerts of one objective: reads its rules and policies, and computes the new states. It writes nothing.</summary>
internal sealed class AlertDesk(
    IErrorBudgets budgets,
    AlertBehavior behavior,
    IReadOnlyList<string> told,
    Func<SloDefinition, IEnumerable<BudgetPolicy>> policiesOf,
    TimeProvider timeProvider)
{
    /// <summary>The maximum age of the stored time of evaluation while nothing else changes.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    /// <returns>The book to store, or null if only the time of evaluation changed and the stored one is recent enough.</returns>
    public async ValueTask<AlertBook?> JudgeAsync(OpenBook open, CancellationToken cancellationToken)
    {
        AlertBook before = open.Book!;
        DateTimeOffset now = timeProvider.GetUtcNow();
        IReadOnlyList<JudgedRule> rules = await LookAsync(open.Slo, before, cancellationToken).ConfigureAwait(false);
        AlertBook after = new AlertJudge(open.Slo, behavior).Judge(before, rules, now) with { Token = open.Claim!.Token, WrittenAt = now };
        return open.Stored is not null && IsQuiet(before, after, now) ? null : after;
    }

    private static bool IsQuiet(AlertBook before, AlertBook after, DateTimeOffset now) =>
        after.Outbox.Count == 0
        && before.Token == after.Token
        && before.Alerts.Select(one => one.Status.Rule).SequenceEqual(after.Alerts.Select(one => one.Status.Rule), StringComparer.Ordinal)
        && before.Alerts.Concat(after.Alerts).All(one => one.Progress.State is AlertState.Unknown or AlertState.Inactive)
        && now >= before.WrittenAt && now - before.WrittenAt < Freshness;

    /// <summary>Reads the rules and the policies of an objective.</summary>
    private async ValueTask<IReadOnlyList<JudgedRule>> LookAsync(SloDefinition slo, AlertBook before, CancellationToken cancellationToken)
    {
        var view = new AlertView(behavior, told);
        List<JudgedRule> rules = [];
        if (slo.Alerts.Count > 0)
        {
            IReadOnlyList<AlertReading> readings = await budgets.GetAlertReadingsAsync(slo.Name, cancellationToken).ConfigureAwait(false);
            rules.AddRange(slo.Alerts.Select((rule, i) => view.Of(slo, rule, readings[i])));
        }

        BudgetPolicy[] policies = [.. policiesOf(slo)];
        if (policies.Length > 0)
        {
            BudgetStatus budget = await budgets.GetStatusAsync(slo.Name, cancellationToken).ConfigureAwait(false);
            rules.AddRange(policies.Select(policy =>
                view.Of(
                    policy,
                    budget,
                    before.Alerts.Any(one => one.Status.Rule == policy.Rule && one.Progress.State == AlertState.Firing))));
        }

        return rules;
    }
}
