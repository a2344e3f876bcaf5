using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>Delivers stored transitions to the event log and to the notifiers, in one run of the evaluator.</summary>
internal sealed class AlertCourier(
    IReadOnlyList<IAlertNotifier> notifiers,
    IEventLog events,
    TimeProvider timeProvider,
    TimeSpan limit,
    List<Exception> faults)
{
    private const int MaxUndelivered = 100;
    private const int MaxWaiting = 100;

    /// <summary>
    /// The notifiers that failed in this run. They are not called again in it, so that a failing notifier delays the run only once.
    /// </summary>
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly long _begunAt = timeProvider.GetTimestamp();

    /// <summary>Gets a value indicating whether the time of the run is used up, so that what is left waits for the next run.</summary>
    public bool IsOver => timeProvider.GetElapsedTime(_begunAt) >= limit;

    public async ValueTask<AlertBook> DeliverAsync(AlertBook state, CancellationToken cancellationToken)
    {
        List<OutboxEntry> entries = [];
        foreach (OutboxEntry entry in state.Outbox)
        {
            entries.Add(entry.IsLogged ? entry : await LogAsync(entry, cancellationToken).ConfigureAwait(false));
        }

        List<UndeliveredNotification> givenUp = [];
        IEnumerable<Task<WaitingNotifier?[]>> deliveries = notifiers.Concat(Absent(entries))
            .Select(notifier => DeliverAsync(notifier, entries, givenUp, cancellationToken));
        WaitingNotifier?[][] results = await Task.WhenAll(deliveries).ConfigureAwait(false);
        for (int i = 0; i < entries.Count; i++)
        {
            entries[i] = entries[i] with { Waiting = [.. results.Select(result => result[i]).OfType<WaitingNotifier>()] };
        }

        // A notifier that fails for days must not make the document grow without limit: the oldest entries are abandoned.
        OutboxEntry[] open = [.. entries.Where(entry => entry.Waiting.Count > 0 || !entry.IsLogged)];
        int surplus = Math.Max(0, open.Length - MaxWaiting);
        foreach (OutboxEntry entry in open[..surplus])
        {
            givenUp.AddRange(entry.Waiting.Select(waiting => new UndeliveredNotification
            {
                Notifier = waiting.Name,
                Notification = entry.Notification,
                GivenUpAt = timeProvider.GetUtcNow(),
            }));
        }

        return state with
        {
            Outbox = open[surplus..],
            Undelivered = [.. state.Undelivered.Concat(givenUp).TakeLast(MaxUndelivered)],
        };
    }

    /// <summary>
    /// The receivers that are awaited and that this process does not have: another process with another configuration may have them.
    /// </summary>
    private AbsentNotifier[] Absent(List<OutboxEntry> entries) =>
    [
        .. entries.SelectMany(entry => entry.Waiting)
            .Select(waiting => waiting.Name)
            .Except(notifiers.Select(notifier => notifier.Name), StringComparer.Ordinal)
            .Select(name => new AbsentNotifier(name)),
    ];

    /// <summary>
    /// Writes the history. If the event log is unavailable, the notifiers are called anyway, and the history is written later.
    /// </summary>
    private async ValueTask<OutboxEntry> LogAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        AlertNotification told = entry.Notification;
        bool isFired = told.Kind == AlertTransitionKind.Fired;
        try
        {
            await new AuditStream<StoredNotification>(events, told.Service).AppendOnlyAsync(
                $"{told.AlertId}-{(isFired ? "fired" : "resolved")}",
                isFired ? StoredNotification.FiredType : StoredNotification.ResolvedType,
                told.ResolvedAt ?? told.FiredAt,
                AlertStorage.ToStored(told),
                cancellationToken).ConfigureAwait(false);
            return entry with { IsLogged = true };
        }
        catch (StoreException e)
        {
            faults.Add(e);
            return entry;
        }
    }

    /// <returns>For each entry, whether it still waits for the notifier.</returns>
    private async Task<WaitingNotifier?[]> DeliverAsync(
        IAlertNotifier notifier, List<OutboxEntry> entries, List<UndeliveredNotification> givenUp, CancellationToken cancellationToken)
    {
        var left = new WaitingNotifier?[entries.Count];
        bool isBlocked = _failed.Contains(notifier.Name);
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Waiting.FirstOrDefault(one => one.Name == notifier.Name) is not { } waiting)
            {
                continue;
            }

            // Notifications are delivered in order: none overtakes one that waits.
            isBlocked = isBlocked || IsOver || Pauses(waiting);
            if (isBlocked
                || await TryDeliverAsync(notifier, entries[i].Notification, cancellationToken).ConfigureAwait(false) is not { } fault)
            {
                left[i] = isBlocked ? waiting : null;
                continue;
            }

            isBlocked = true;
            int attempts = waiting.Attempts + 1;
            DateTimeOffset now = timeProvider.GetUtcNow();
            lock (givenUp)
            {
                faults.Add(fault);
                if (notifier is not AbsentNotifier)
                {
                    _failed.Add(notifier.Name);
                }

                if (attempts >= AlertEvaluator.MaxAttempts)
                {
                    givenUp.Add(new UndeliveredNotification
                    {
                        Notifier = notifier.Name,
                        Notification = entries[i].Notification,
                        GivenUpAt = now,
                    });
                }
                else
                {
                    left[i] = new WaitingNotifier(notifier.Name, attempts, now + AlertEvaluator.PauseAfter(attempts));
                }
            }
        }

        return left;
    }

    /// <summary>
    /// Returns whether the next attempt is not due yet. A delay that is longer than the maximum was written by a process with a wrong clock
    /// and is ignored.
    /// </summary>
    private bool Pauses(WaitingNotifier waiting)
    {
        TimeSpan pause = waiting.NotBefore - timeProvider.GetUtcNow();
        return waiting.Attempts > 0 && pause > TimeSpan.Zero && pause <= AlertEvaluator.MaxPause;
    }

    private async Task<Exception?> TryDeliverAsync(
        IAlertNotifier notifier,
        AlertNotification notification,
        CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // A notifier that ignores the token is abandoned.
            await Task.Run(async () => await notifier.NotifyAsync(notification, ending.Token).ConfigureAwait(false), ending.Token)
                .WaitAsync(AlertEvaluator.NotifyTimeout, timeProvider, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await ending.CancelAsync().ConfigureAwait(false);
            return new ReliabilityException(
                $"The notifier '{notifier.Name}' failed to deliver alert {notification.AlertId} of '{notification.Slo}'; it is tried up "
                + $"to {AlertEvaluator.MaxAttempts} times. {e.Message}",
                e);
        }
    }
}
