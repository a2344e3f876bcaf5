using Reliability.Alerting;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>
/// Opens incidents from alerts. It follows the stored transitions of alerts, whichever process evaluated them, and remembers how far. Ids
/// follow from alerts, so that several processes that follow at the same time, or one that was killed in between, open one incident.
/// </summary>
/// <remarks>
/// An alert of the service joins its open incident, or one that ended at most <see cref="JoinWithin"/> before, which is then open again.
/// When the last alert of the incident has resolved that is severe enough to open one, the incident is mitigated, which is an estimate. A
/// person resolves it.
/// </remarks>
public sealed partial class AlertIncidents
{
    /// <summary>The author of what alerts do.</summary>
    public const string Author = "alerts";

    private const int MaxAttempts = 10;

    /// <summary>An incident with so many changes or alerts takes no more alerts, so that people can still write to it.</summary>
    private const int MaxJoined = Incident.MaxChanges / 2;

    /// <summary>How policies name their alerts. What a policy does is no disturbance.</summary>
    private const string PolicyPrefix = "policy:";

    private readonly IncidentRegister _incidents;
    private readonly AlertTransitions _transitions;
    private readonly IDocumentStore _documents;
    private readonly IErrorBudgets _budgets;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="AlertIncidents"/> class.</summary>
    /// <param name="incidents">The incidents.</param>
    /// <param name="events">The store of the history of alerts. It is not disposed.</param>
    /// <param name="documents">The store that remembers how far alerts were followed. It is not disposed.</param>
    /// <param name="budgets">The objectives, from whose series the start of an incident is estimated.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    public AlertIncidents(
        IncidentRegister incidents,
        IEventLog events,
        IDocumentStore documents,
        IErrorBudgets budgets,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(incidents);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(budgets);
        _incidents = incidents;
        _transitions = new AlertTransitions(events);
        _documents = documents;
        _budgets = budgets;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Gets the least severity of an alert that opens an incident. Less severe ones only join. Default: a page.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such severity.</exception>
    public AlertSeverity MinSeverity { get; init => field = Check.Word(value, nameof(MinSeverity)); } = AlertSeverity.Page;

    /// <summary>Gets how long after the end of an incident an alert joins it, 0 to 1 day. Default: 15 minutes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan JoinWithin
    {
        get;
        init => field = Check.Between(value, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(JoinWithin));
    } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Follows the alerts of a service since it last did. The first time, it takes up the alerts that fire.
    /// </summary>
    /// <param name="service">One of <see cref="IncidentRegister.Services"/>.</param>
    /// <param name="cancellationToken">Cancels the operation. The next round continues.</param>
    /// <exception cref="KeyNotFoundException">It is not one of the services.</exception>
    /// <exception cref="StoreException">The store failed. The next round continues.</exception>
    public async ValueTask RunAsync(string service, CancellationToken cancellationToken = default)
    {
        DocumentSet<FollowerRecord> set = SetOf(service);
        Stored<FollowerRecord>? stored = await set.GetAsync(service, cancellationToken).ConfigureAwait(false);
        FollowerRecord before = stored?.Require() ?? new FollowerRecord { Position = 0 };
        List<AlertTransition> transitions = [];
        await foreach (AlertTransition one in
            _transitions.ReadAsync(service, before.Position, cancellationToken).ConfigureAwait(false))
        {
            transitions.Add(one);
        }

        FollowerRecord after = before;
        if (stored is null)
        {
            HashSet<string> resolved =
            [
                .. transitions.Where(one => one.Notification.Kind == AlertTransitionKind.Resolved).Select(one => one.Notification.AlertId),
            ];
            transitions.RemoveAll(one => resolved.Contains(one.Notification.AlertId));
            after = await AdvanceAsync(service, after, cancellationToken).ConfigureAwait(false);
        }

        foreach (AlertTransition one in transitions)
        {
            (FollowerRecord applied, _) = await ApplyAsync(after, one.Notification, cancellationToken).ConfigureAwait(false);
            after = applied with { Position = Math.Max(after.Position, one.Position) };
        }

        after = await SettleAsync(service, after, cancellationToken).ConfigureAwait(false);
        if (stored is null || after != before)
        {
            // If another process was faster, it has done the same.
            await set.PutAsync(set.Write(service, stored, after), cancellationToken).ConfigureAwait(false);
        }
    }

    private DocumentSet<FollowerRecord> SetOf(string service) => _incidents.Services.Contains(service, StringComparer.Ordinal)
        ? new DocumentSet<FollowerRecord>(_documents, service)
        : throw new KeyNotFoundException(Names.Unknown("service", service, _incidents.Services));

    /// <summary>Finds the incident of a service that alerts join, if no record names it.</summary>
    private async ValueTask<FollowerRecord> AdvanceAsync(
        string service, FollowerRecord record, CancellationToken cancellationToken)
    {
        IncidentPage page = await _incidents.ListAsync(
            new IncidentQuery { Service = service, MaxCount = IncidentQuery.MaxPageSize }, cancellationToken).ConfigureAwait(false);
        Incident? last = page.Incidents.FirstOrDefault(one => one.Source == IncidentSource.Alerts);
        return last is null ? record : record with { Incident = last.Id };
    }

    /// <summary>Applies a transition, and returns why it neither opens nor changes an incident, if it does not.</summary>
    private async ValueTask<(FollowerRecord Record, string? Ignored)> ApplyAsync(
        FollowerRecord record, AlertNotification alert, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Incident? current = record.Incident is { } id
                ? await _incidents.ReadAsync(alert.Service, id, cancellationToken).ConfigureAwait(false)
                : null;
            IncidentUpdate? update;
            if (alert.Kind == AlertTransitionKind.Fired)
            {
                string own = IncidentIds.OfAlert(alert.AlertId);
                if (current?.Alerts.Any(one => one.AlertId == alert.AlertId) == true)
                {
                    return (record, null);
                }

                if (await _incidents.ReadAsync(alert.Service, own, cancellationToken).ConfigureAwait(false) is { } opened)
                {
                    // A later incident stays the one that alerts join.
                    return (
                        current is not null && IsLater(current, opened) ? record : record with { Incident = own, IsSettled = false },
                        null);
                }

                if (current is null || !Joins(current, alert))
                {
                    return IsPolicy(alert) ? (record, "An alert of a policy opens no incident.")
                        : alert.Severity < MinSeverity
                            ? (record, $"A {alert.Severity} opens no incident ({nameof(MinSeverity)} is {MinSeverity}), and none is open.")
                        : (await OpenAsync(record, own, alert, cancellationToken).ConfigureAwait(false), null);
                }

                record = record with { IsSettled = record.IsSettled && IsPolicy(alert) };
                update = await ChangeAsync(current, IncidentChangeKind.AlertFired, alert, Fired, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Incident? holder = Holds(current, alert)
                    ? current
                    : await _incidents.ReadAsync(alert.Service, IncidentIds.OfAlert(alert.AlertId), cancellationToken)
                        .ConfigureAwait(false);
                if (holder is null || !Holds(holder, alert))
                {
                    bool isDone = holder?.Alerts.Any(one => one.AlertId == alert.AlertId) == true;
                    return (record, isDone ? null : "The alert is resolved, and no incident has it.");
                }

                update = await ChangeAsync(holder, IncidentChangeKind.AlertResolved, alert, Resolved, cancellationToken)
                    .ConfigureAwait(false);
            }

            if (update.Outcome != IncidentOutcome.Conflict)
            {
                return (record, update.Rejection);
            }
        }

        throw new StoreException($"An incident of '{alert.Service}' was changed by others {MaxAttempts} times.", isTransient: true);
    }

    private async ValueTask<FollowerRecord> OpenAsync(
        FollowerRecord record, string id, AlertNotification alert, CancellationToken cancellationToken)
    {
        bool isKnown = _budgets.Objectives.Any(slo => slo.Name == alert.Slo && slo.Service == alert.Service);
        DateTimeOffset? start = isKnown
            ? await _budgets.EstimateBurnStartAsync(alert.Slo, alert.Rule, alert.FiredAt, cancellationToken).ConfigureAwait(false)
            : null;
        var opening = new IncidentOpening
        {
            Service = alert.Service,
            Definition = new IncidentDefinition
            {
                Title = IncidentText.Plain($"{alert.Slo}: {alert.Rule}", 200),
                Severity = alert.Severity == AlertSeverity.Page ? IncidentSeverity.High : IncidentSeverity.Medium,
            },
            Times = new IncidentTimes
            {
                StartedAt = start is { } at && at < alert.FiredAt ? at : alert.FiredAt,
                DetectedAt = alert.FiredAt,
                Estimated = [IncidentMilestone.Started],
            },
            By = Author,
            Reason = IncidentText.Plain($"Alert '{alert.Rule}' of '{alert.Slo}' fired", 1000),
            Id = IncidentIds.OfTransition(alert.AlertId, isFired: true),
        };
        await _incidents.OpenAsync(
            id, opening, IncidentSource.Alerts, [Of(alert)], [NoteOf(alert, alert.FiredAt)], cancellationToken).ConfigureAwait(false);
        return record with { Incident = id, IsSettled = false };
    }

    /// <summary>Stores the cost of an incident for good, when no more events of its minutes arrive.</summary>
    private async ValueTask<FollowerRecord> SettleAsync(
        string service, FollowerRecord record, CancellationToken cancellationToken)
    {
        if (record.IsSettled || record.Incident is not { } id
            || await _incidents.ReadAsync(service, id, cancellationToken).ConfigureAwait(false) is not { EndedAt: { } end } incident
            || _timeProvider.GetUtcNow() < end + CostMeter.SettleTime)
        {
            return record;
        }

        IncidentUpdate update = await _incidents.RemeasureAsync(
            incident,
            new ChangeRequest { By = Author, Reason = "All events have arrived", Id = Check.Text($"measured-{end.UtcTicks}") },
            cancellationToken).ConfigureAwait(false);
        return record with { IsSettled = update.Outcome != IncidentOutcome.Conflict };
    }

    private ValueTask<IncidentUpdate> ChangeAsync(
        Incident seen,
        IncidentChangeKind kind,
        AlertNotification alert,
        Func<Incident, AlertNotification, Incident> change,
        CancellationToken cancellationToken)
    {
        string verb = alert.Kind == AlertTransitionKind.Fired ? "fired" : "resolved";
        var request = new ChangeRequest
        {
            By = Author,
            Reason = IncidentText.Plain($"Alert '{alert.Rule}' of '{alert.Slo}' {verb}", 1000),
            Id = IncidentIds.OfTransition(alert.AlertId, alert.Kind == AlertTransitionKind.Fired),
        };
        return _incidents.ChangeAsync(
            seen, kind, request, (before, _) => new IncidentChangeResult(change(before, alert)), differs: null, cancellationToken);
    }

    private bool Joins(Incident current, AlertNotification alert)
    {
        if (current.Source != IncidentSource.Alerts || current.Revision >= MaxJoined)
        {
            return false;
        }

        DateTimeOffset? end = current.Times.ResolvedAt > current.Times.MitigatedAt || current.Times.MitigatedAt is null
            ? current.Times.ResolvedAt
            : current.Times.MitigatedAt;
        return end is null || alert.FiredAt <= end + JoinWithin;
    }

    private static bool IsLater(Incident one, Incident other) => one.OpenedAt != other.OpenedAt
        ? one.OpenedAt > other.OpenedAt
        : one.Times.DetectedAt > other.Times.DetectedAt;

    private static bool Holds(Incident? incident, AlertNotification alert) =>
        incident?.Alerts.Any(one => one.AlertId == alert.AlertId && one.ResolvedAt is null) == true;

    private Incident Fired(Incident before, AlertNotification alert)
    {
        Incident noted = Note(before, alert, alert.FiredAt);
        return IsPolicy(alert)
            ? noted
            : (alert.Severity < MinSeverity ? noted : IncidentRegister.Open(noted)) with { Alerts = [.. before.Alerts, Of(alert)] };
    }

    private Incident Resolved(Incident before, AlertNotification alert)
    {
        DateTimeOffset at = alert.ResolvedAt ?? alert.FiredAt;
        Incident after = Note(before, alert, at) with
        {
            Alerts = [.. before.Alerts.Select(one => one.AlertId == alert.AlertId ? one with { ResolvedAt = at } : one)],
        };
        bool isOver = after.Alerts.All(one => one.ResolvedAt is not null || one.Severity < MinSeverity);
        DateTimeOffset? last = after.Alerts.Where(one => one.Severity >= MinSeverity).Max(one => one.ResolvedAt);
        return isOver && before.Status == IncidentStatus.Open && last is { } end
            ? after with { Times = after.Times.With(IncidentMilestone.Mitigated, end, isEstimate: true) }
            : after;
    }

    private static Incident Note(Incident before, AlertNotification alert, DateTimeOffset at)
    {
        IncidentNote note = NoteOf(alert, at);
        return IncidentRegister.Noted(before, note.At, note.By, note.Text);
    }

    private static IncidentNote NoteOf(AlertNotification alert, DateTimeOffset at) => new()
    {
        At = AuditText.ToMicrosecond(at),
        By = Author,
        Text = alert.Kind == AlertTransitionKind.Fired
            ? IncidentText.Plain($"{alert.Severity} {alert.Slo}/{alert.Rule} fired. {alert.Explanation}", 2000)
            : IncidentText.Plain($"{alert.Severity} {alert.Slo}/{alert.Rule} resolved. {alert.ClearsWhen}", 2000),
    };

    private static IncidentAlert Of(AlertNotification alert) => new()
    {
        AlertId = alert.AlertId,
        Slo = alert.Slo,
        Rule = alert.Rule,
        Severity = alert.Severity,
        FiredAt = AuditText.ToMicrosecond(alert.FiredAt),
        ResolvedAt = null,
    };

    private static bool IsPolicy(AlertNotification alert) => alert.Rule.StartsWith(PolicyPrefix, StringComparison.Ordinal);
}
