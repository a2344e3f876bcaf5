using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>Computes the next state of all alerts of an objective, and the notifications to send. No clock, no I/O.</summary>
internal sealed class AlertJudge(SloDefinition slo, AlertBehavior behavior)
{
    private readonly List<OutboxEntry> _outbox = [];

    public AlertBook Judge(AlertBook before, IReadOnlyList<JudgedRule> rules, DateTimeOffset now)
    {
        _outbox.Clear();
        _outbox.AddRange(before.Outbox);
        AlertRecord[] judged =
        [
            .. rules.Select(rule => Next(before.Alerts.FirstOrDefault(one => one.Status.Rule == rule.Name), rule, now)),
        ];
        for (int i = 0; i < judged.Length; i++)
        {
            judged[i] = Tell(judged[i], rules[i], Faster(rules[i], rules, judged), now);
        }

        foreach (AlertRecord gone in before.Alerts.Where(one =>
            one.Progress.State == AlertState.Firing && rules.All(rule => rule.Name != one.Status.Rule)))
        {
            Add(
                gone.Status,
                gone.Status.AlertId!,
                AlertTransitionKind.Resolved,
                now,
                "The rule was removed from the objective.",
                gone.IsTold ? gone.Tells ?? [] : []);
        }

        return before with { Alerts = judged, Outbox = [.. _outbox] };
    }

    private AlertRecord Next(AlertRecord? before, JudgedRule rule, DateTimeOffset now)
    {
        AlertProgress progress = AlertMachine.Next(before?.Progress ?? AlertProgress.None, rule.Condition, now, behavior);
        return new AlertRecord(
            new AlertStatus
            {
                Service = slo.Service,
                Slo = slo.Name,
                Rule = rule.Name,
                Severity = rule.Severity,
                State = progress.State,
                AlertId = progress is { State: AlertState.Firing, FiredAt: { } fired } ? AlertText.Id(slo, rule.Name, fired) : null,
                FiredAt = progress.FiredAt,
                ResolvedAt = progress.ResolvedAt,
                JudgedAt = progress.JudgedAt,
                Explanation = rule.Explanation,
                ClearsWhen = rule.ClearsWhen,
            },
            progress,
            before?.IsTold ?? false,
            rule.Tells);
    }

    /// <summary>Queues the notification of a change, unless a faster alert already notifies of it.</summary>
    private AlertRecord Tell(AlertRecord record, JudgedRule rule, string? faster, DateTimeOffset now)
    {
        AlertStatus status = record.Status;
        if (status.State == AlertState.Firing)
        {
            bool isNew = status.FiredAt == now;
            bool tells = !record.IsTold && faster is null;
            if (isNew || tells)
            {
                Add(status, status.AlertId!, AlertTransitionKind.Fired, now, status.ClearsWhen, tells ? rule.Tells : []);
            }

            return record with { Status = status with { SuppressedBy = faster }, IsTold = record.IsTold || tells };
        }

        if (status.ResolvedAt == now && status.FiredAt is { } fired)
        {
            Add(
                status,
                AlertText.Id(slo, status.Rule, fired),
                AlertTransitionKind.Resolved,
                now,
                "The condition was no longer met.",
                record.IsTold ? rule.Tells : []);
        }

        return record with { IsTold = false };
    }

    private void Add(
        AlertStatus status,
        string id,
        AlertTransitionKind kind,
        DateTimeOffset now,
        string clears,
        IReadOnlyList<string> tells) => _outbox.Add(new OutboxEntry(
        new AlertNotification
        {
            AlertId = id,
            Kind = kind,
            Service = status.Service,
            Slo = status.Slo,
            Rule = status.Rule,
            Severity = status.Severity,
            FiredAt = status.FiredAt!.Value,
            ResolvedAt = kind == AlertTransitionKind.Resolved ? now : null,
            Explanation = status.Explanation,
            ClearsWhen = clears,
        },
        IsLogged: false,
        [.. tells.Select(name => new WaitingNotifier(name, 0, now))]));

    /// <summary>Returns the fastest burn-rate rule that fires, has a shorter long window and is at least as severe, or null.</summary>
    private static string? Faster(JudgedRule slow, IReadOnlyList<JudgedRule> rules, AlertRecord[] judged) => rules
        .Where((one, i) => one.LongWindow < slow.LongWindow && one.Severity >= slow.Severity && judged[i].Status.State == AlertState.Firing)
        .MinBy(one => one.LongWindow)?.Name;
}
