using Reliability.Common;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>Evaluates the alerts of objectives: reads their rules and policies, and computes the new states. It writes nothing.</summary>
internal sealed class AlertDesk(
    IErrorBudgets budgets,
    AlertBehavior behavior,
    IReadOnlyList<string> told,
    Func<SloDefinition, IEnumerable<BudgetPolicy>> policiesOf,
    TimeProvider timeProvider)
{
    /// <summary>The maximum age of the stored time of evaluation while nothing else changes.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    /// <summary>Evaluates objectives. Those of one service are read together, so that a fault of one service affects no other.</summary>
    public async ValueTask<IReadOnlyList<AlertDecision>> JudgeAsync(IReadOnlyList<OpenBook> open, CancellationToken cancellationToken)
    {
        var decisions = new AlertDecision[open.Count];
        foreach (IGrouping<string, int> service in Enumerable.Range(0, open.Count)
            .GroupBy(i => open[i].Slo.Service, StringComparer.Ordinal))
        {
            int[] places = [.. service];
            IReadOnlyList<AlertDecision> own =
                await JudgeTogetherAsync(Array.ConvertAll(places, i => open[i]), cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < places.Length; i++)
            {
                decisions[places[i]] = own[i];
            }
        }

        return decisions;
    }

    /// <summary>
    /// If what the store holds of one objective cannot be read, each is read separately, so that it does not affect the others.
    /// </summary>
    private async ValueTask<IReadOnlyList<AlertDecision>> JudgeTogetherAsync(OpenBook[] open, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<JudgedRule>[] rules = await LookAsync(open, cancellationToken).ConfigureAwait(false);
            return [.. open.Select((book, i) => new AlertDecision(Judge(book, rules[i]), Fault: null))];
        }
        catch (ReliabilityException e) when (open.Length == 1 || e is StoreException { IsTransient: true })
        {
            return [.. open.Select(_ => new AlertDecision(Next: null, e))];
        }
        catch (ReliabilityException)
        {
            List<AlertDecision> each = [];
            foreach (OpenBook book in open)
            {
                each.AddRange(await JudgeTogetherAsync([book], cancellationToken).ConfigureAwait(false));
            }

            return each;
        }
    }

    private AlertBook? Judge(OpenBook open, IReadOnlyList<JudgedRule> rules)
    {
        AlertBook before = open.Book!;
        DateTimeOffset now = timeProvider.GetUtcNow();
        AlertBook after = new AlertJudge(open.Slo, behavior).Judge(before, rules, now) with { Token = open.Claim!.Token, WrittenAt = now };
        return open.Stored is not null && IsQuiet(before, after, now) ? null : after;
    }

    private static bool IsQuiet(AlertBook before, AlertBook after, DateTimeOffset now) =>
        after.Outbox.Count == 0
        && before.Token == after.Token
        && before.Alerts.Select(StateOf).SequenceEqual(after.Alerts.Select(StateOf))
        && after.Alerts.All(one => one.Progress.State is AlertState.Unknown or AlertState.Inactive)
        && now >= before.WrittenAt && now - before.WrittenAt < Freshness;

    private static (string Rule, AlertState State) StateOf(AlertRecord one) => (one.Status.Rule, one.Progress.State);

    /// <summary>Reads the rules and the policies of objectives.</summary>
    private async ValueTask<IReadOnlyList<JudgedRule>[]> LookAsync(OpenBook[] open, CancellationToken cancellationToken)
    {
        var view = new AlertView(behavior, told);
        List<JudgedRule>[] rules = [.. open.Select(_ => new List<JudgedRule>())];
        int[] alerting = [.. Enumerable.Range(0, open.Length).Where(i => open[i].Slo.Alerts.Count > 0)];
        IReadOnlyList<IReadOnlyList<AlertReading>> readings = alerting.Length == 0 ? [] :
            await budgets.GetAlertReadingsByNameAsync(Array.ConvertAll(alerting, i => open[i].Slo.Name), cancellationToken)
                .ConfigureAwait(false);
        foreach ((int place, IReadOnlyList<AlertReading> reading) in alerting.Zip(readings))
        {
            SloDefinition slo = open[place].Slo;
            rules[place].AddRange(slo.Alerts.Select((rule, i) => view.Of(slo, rule, reading[i])));
        }

        (int Place, BudgetPolicy[] Policies)[] restricted =
            [.. open.Select((book, i) => (i, policiesOf(book.Slo).ToArray())).Where(one => one.Item2.Length > 0)];
        IReadOnlyList<BudgetStatus> statuses = restricted.Length == 0 ? [] :
            await budgets.GetStatusesByNameAsync(Array.ConvertAll(restricted, one => open[one.Place].Slo.Name), cancellationToken)
                .ConfigureAwait(false);
        foreach (((int place, BudgetPolicy[] policies), BudgetStatus budget) in restricted.Zip(statuses))
        {
            rules[place].AddRange(policies.Select(policy => view.Of(policy, budget, IsFiring(open[place].Book!, policy))));
        }

        return rules;
    }

    private static bool IsFiring(AlertBook book, BudgetPolicy policy) =>
        book.Alerts.Any(one => one.Status.Rule == policy.Rule && one.Progress.State == AlertState.Firing);
}
