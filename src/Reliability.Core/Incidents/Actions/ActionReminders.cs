using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>
/// Reminds of actions that became overdue, through the notifiers of alerts: once for each action and due date. Delivery is remembered, so
/// that a process that continues does not remind again; one that was killed between delivery and storing may, with the same
/// <see cref="AlertNotification.AlertId"/>.
/// </summary>
/// <remarks>
/// A reminder is a notification of a ticket that fires, with the rule <see cref="Rule"/> and the id of the incident in place of the
/// objective. No notification follows when the action is closed. What cannot be delivered is tried again in the next round, up to
/// <see cref="AlertEvaluator.MaxAttempts"/> times for all notifiers that fail.
/// </remarks>
public sealed class ActionReminders
{
    /// <summary>The rule that reminders name.</summary>
    public const string Rule = "action-overdue";

    /// <summary>The number of actions of a service of which one round reminds; the next one continues.</summary>
    private const int MaxInRound = 100;

    private readonly IPostmortems _postmortems;
    private readonly IDocumentStore _documents;
    private readonly IReadOnlyList<IAlertNotifier> _notifiers;
    private readonly TimeProvider _timeProvider;
    private readonly TimeZoneInfo _zone;

    /// <summary>Initializes a new instance of the <see cref="ActionReminders"/> class.</summary>
    /// <param name="postmortems">The postmortems, whose actions are looked at.</param>
    /// <param name="documents">The store that remembers what was delivered. It is not disposed.</param>
    /// <param name="notifiers">Who is notified; the names differ.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <param name="zone">The time zone in which days end: that of the postmortems. <see langword="null"/> for UTC.</param>
    public ActionReminders(
        IPostmortems postmortems,
        IDocumentStore documents,
        IReadOnlyList<IAlertNotifier> notifiers,
        TimeProvider? timeProvider = null,
        TimeZoneInfo? zone = null)
    {
        ArgumentNullException.ThrowIfNull(postmortems);
        ArgumentNullException.ThrowIfNull(documents);
        _postmortems = postmortems;
        _documents = documents;
        _notifiers = Check.Copy(notifiers);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _zone = zone ?? TimeZoneInfo.Utc;
    }

    /// <summary>Reminds of the actions of a service that became overdue since it last did. One process at a time should call this.</summary>
    /// <param name="service">One of the services of the postmortems.</param>
    /// <param name="cancellationToken">Cancels the operation. The next round continues.</param>
    /// <exception cref="KeyNotFoundException">It is not one of the services.</exception>
    /// <exception cref="ReliabilityException">
    /// A notifier failed, after all others were notified, or the store failed. The next round continues.
    /// </exception>
    public async ValueTask RunAsync(string service, CancellationToken cancellationToken = default)
    {
        ActionPage overdue = await _postmortems.ListActionsAsync(
            new ActionQuery { Service = service, OnlyOverdue = true, MaxCount = ActionQuery.MaxPageSize }, cancellationToken)
            .ConfigureAwait(false);
        var set = new DocumentSet<RemindersRecord>(_documents, service);
        Stored<RemindersRecord>? stored = await set.GetAsync(service, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<StoredReminder> before = stored?.Require().Reminders ?? [];
        var known = before.ToDictionary(one => one.Id, StringComparer.Ordinal);
        List<StoredReminder> after = [];
        Exception? fault = null;
        int reminded = 0;
        foreach (TrackedAction action in overdue.Actions)
        {
            AlertNotification notification = NotificationOf(action);
            StoredReminder reminder = known.GetValueOrDefault(notification.AlertId)
                ?? new StoredReminder { Id = notification.AlertId, Done = [] };
            if (_notifiers.Any(one => !reminder.Done.Contains(one.Name, StringComparer.Ordinal)))
            {
                if (reminded == MaxInRound)
                {
                    if (known.ContainsKey(reminder.Id))
                    {
                        after.Add(reminder);
                    }

                    continue;
                }

                reminded++;
                (reminder, Exception? failed) = await DeliverAsync(reminder, notification, cancellationToken).ConfigureAwait(false);
                fault ??= failed;
            }

            after.Add(reminder);
        }

        if (!after.SequenceEqual(before))
        {
            // If another process was faster, both have reminded, with the same ids.
            DocumentWrite write = set.Write(service, stored, new RemindersRecord { Reminders = after });
            await set.PutAsync(write, cancellationToken).ConfigureAwait(false);
        }

        if (fault is not null)
        {
            throw new ReliabilityException($"A reminder of an overdue action was not delivered. {fault.Message}", fault);
        }
    }

    private static string IdOf(TrackedAction one) => $"{Rule}-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Service}\n{one.Action.IncidentId}\n{one.Action.Id}\n{one.Action.DueOn:yyyy-MM-dd}"))))[..32];

    private async ValueTask<(StoredReminder After, Exception? Fault)> DeliverAsync(
        StoredReminder before, AlertNotification notification, CancellationToken cancellationToken)
    {
        List<string> done = [.. before.Done];
        Exception? fault = null;
        bool isLast = before.Attempts + 1 >= AlertEvaluator.MaxAttempts;
        foreach (IAlertNotifier notifier in _notifiers.Where(one => !before.Done.Contains(one.Name, StringComparer.Ordinal)))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                await notifier.NotifyAsync(notification, stop.Token).AsTask()
                    .WaitAsync(AlertEvaluator.NotifyTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
                done.Add(notifier.Name);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                fault ??= e;
                if (isLast)
                {
                    done.Add(notifier.Name);
                }
            }
        }

        return (before with { Done = done, Attempts = before.Attempts + (fault is null ? 0 : 1) }, fault);
    }

    private AlertNotification NotificationOf(TrackedAction one)
    {
        ActionItem action = one.Action;
        DateOnly due = action.DueOn!.Value;
        DateTime next = due < DateOnly.MaxValue ? due.AddDays(1).ToDateTime(TimeOnly.MinValue) : due.ToDateTime(TimeOnly.MinValue);
        string owner = action.Owner is null ? "Nobody owns it." : $"Its owner is {action.Owner}.";
        return new AlertNotification
        {
            AlertId = IdOf(one),
            Kind = AlertTransitionKind.Fired,
            Service = one.Service,
            Slo = action.IncidentId,
            Rule = Rule,
            Severity = AlertSeverity.Ticket,
            FiredAt = LocalDay.StartOf(next, _zone),
            Explanation = string.Create(
                CultureInfo.InvariantCulture,
                $"The action '{action.Title}' of the incident '{one.PostmortemTitle}' was due on {due:yyyy-MM-dd}. {owner}"),
            ClearsWhen = "It is done, cancelled, or gets another date.",
        };
    }
}
