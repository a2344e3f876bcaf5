using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>Works out the next state of all alerts of an objective, and whom to tell. No clock, no I/O.</summary>
internal sealed class AlertJudge(SloDefinition slo, AlertBehavior behavior, IReadOnlyList<string> notifiers)
{
    private readonly List<OutboxEntry> _outbox = [];

    public AlertDocument Judge(AlertDocument before, IReadOnlyList<AlertReading> readings, DateTimeOffset now)
    {
        _outbox.Clear();
        _outbox.AddRange(before.Outbox);
        AlertRecord[] judged = [.. slo.Alerts.Select((rule, i) => Next(before.Alerts.FirstOrDefault(one => one.Status.Rule == rule.Name), rule, readings[i], now))];
        for (int i = 0; i < judged.Length; i++)
        {
            judged[i] = Tell(judged[i], Faster(slo.Alerts[i], judged), now);
        }

        foreach (AlertRecord gone in before.Alerts.Where(one => one.Progress.State == AlertState.Firing && slo.Alerts.All(rule => rule.Name != one.Status.Rule)))
        {
            Add(gone.Status, gone.Status.AlertId!, AlertTransitionKind.Resolved, now, "The rule was removed from the objective.", gone.IsTold);
        }

        return before with { Alerts = judged, Outbox = [.. _outbox] };
    }

    private AlertRecord Next(AlertRecord? before, AlertRule rule, AlertReading reading, DateTimeOffset now)
    {
        AlertProgress progress = AlertMachine.Next(before?.Progress ?? AlertProgress.None, reading.Condition, now, behavior);
        bool isFrozen = reading.Condition == AlertCondition.NoData && progress.State == AlertState.Firing;
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
                Explanation = reading.Explanation,
                ClearsWhen = isFrozen ? "Nobody measures: the alert neither fires nor resolves until somebody does." : AlertText.ClearsWhen(slo, rule, reading, behavior),
            },
            progress,
            before?.IsTold ?? false);
    }

    /// <summary>Tells of what changed, unless a faster alert speaks for it.</summary>
    private AlertRecord Tell(AlertRecord record, string? faster, DateTimeOffset now)
    {
        AlertStatus status = record.Status;
        if (status.State == AlertState.Firing)
        {
            bool isNew = status.FiredAt == now;
            bool tells = !record.IsTold && faster is null;
            if (isNew || tells)
            {
                Add(status, status.AlertId!, AlertTransitionKind.Fired, now, status.ClearsWhen, tells);
            }

            return record with { Status = status with { SuppressedBy = faster }, IsTold = record.IsTold || tells };
        }

        if (status.ResolvedAt == now && status.FiredAt is { } fired)
        {
            Add(status, AlertText.Id(slo, status.Rule, fired), AlertTransitionKind.Resolved, now, "The condition no longer held.", record.IsTold);
        }

        return record with { IsTold = false };
    }

    private void Add(AlertStatus status, string id, AlertTransitionKind kind, DateTimeOffset now, string clears, bool tells) => _outbox.Add(new OutboxEntry(
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
        tells ? [.. notifiers.Select(name => new WaitingNotifier(name, 0, now))] : []));

    /// <summary>The fastest burn-rate rule that fires, has a shorter long window and calls no less urgently, or null.</summary>
    private string? Faster(AlertRule rule, AlertRecord[] judged) => rule is not BurnRateRule slow
        ? null
        : slo.Alerts.OfType<BurnRateRule>()
            .Where(one => one.LongWindow < slow.LongWindow && one.Severity >= slow.Severity && judged.Any(record => record.Status.Rule == one.Name && record.Status.State == AlertState.Firing))
            .MinBy(one => one.LongWindow)?.Name;
}
