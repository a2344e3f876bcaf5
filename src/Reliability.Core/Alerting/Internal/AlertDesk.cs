using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>
/// Judges the alerts of one objective: looks at what its rules and policies see, and works out what becomes of its alerts. Writes nothing.
/// </summary>
internal sealed class AlertDesk(
    IErrorBudgets budgets,
    AlertBehavior behavior,
    IReadOnlyList<string> told,
    Func<SloDefinition, IEnumerable<BudgetPolicy>> policiesOf,
    TimeProvider timeProvider)
{
    /// <summary>How old the stored time of the last judgement may become while nothing else changes.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    /// <returns>What is to be stored; null when nothing changed but the time, and that is recent enough.</returns>
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

    /// <summary>What the rules of an objective and its policies see.</summary>
    private async ValueTask<IReadOnlyList<JudgedRule>> LookAsync(SloDefinition slo, AlertBook before, CancellationToken cancellationToken)
    {
        var view = new AlertView(behavior, told);
        List<JudgedRule> rules = [];
        if (slo.Alerts.Count > 0)
        {
            IReadOnlyList<AlertReading> readings = await budgets.GetAlertsAsync(slo.Name, cancellationToken).ConfigureAwait(false);
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
