using System.Runtime.ExceptionServices;
using Reliability.Alerting;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <content>The alerts of other systems.</content>
public sealed partial class AlertIncidents
{
    /// <summary>
    /// Applies the alerts of a message of Alertmanager. Each is judged alone: one that is not valid, or whose service is unknown, is
    /// rejected and keeps none of the others back. It is safe to send the same again.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">
    /// The store failed for a service. The alerts of the other services are applied; sending the same again is safe.
    /// </exception>
    public async ValueTask<AlertmanagerReport> ReceiveMessageAsync(
        AlertmanagerMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        AlertmanagerMessage known = message.Reject(one => _incidents.Services.Contains(one.Service, StringComparer.Ordinal)
            ? null
            : Names.Unknown("service", one.Service, _incidents.Services));
        Dictionary<AlertNotification, string> faults = new(ReferenceEqualityComparer.Instance);
        Dictionary<AlertNotification, string> ignored = new(ReferenceEqualityComparer.Instance);
        StoreException? failure = null;
        foreach (IGrouping<string, AlertNotification> each in known.Notifications.GroupBy(one => one.Service, StringComparer.Ordinal))
        {
            try
            {
                foreach ((AlertNotification one, string reason, bool isRejected) in
                    await ApplyAllAsync(each.Key, [.. each], cancellationToken).ConfigureAwait(false))
                {
                    (isRejected ? faults : ignored)[one] = reason;
                }
            }
            catch (StoreException e)
            {
                failure = e;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        AlertmanagerMessage judged = known.Reject(one => faults.GetValueOrDefault(one));
        return new AlertmanagerReport
        {
            AcceptedCount = judged.Notifications.Count,
            Rejected = judged.Rejected,
            Ignored =
            [
                .. judged.Lines().Where(one => ignored.ContainsKey(one.Notification)).Select(one => new IncidentRejection
                {
                    Line = one.Line,
                    Id = Alertmanager.FingerprintOf(one.Notification),
                    Reason = ignored[one.Notification],
                }),
            ],
        };
    }

    /// <summary>
    /// Applies transitions that another system reports. Each is judged alone: one that is not valid is rejected and keeps none of the
    /// others back. It is safe to send the same again.
    /// </summary>
    /// <param name="service">One of <see cref="IncidentRegister.Services"/>.</param>
    /// <param name="notifications">The transitions of alerts of this service, oldest first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>
    /// Those that were rejected, with their numbers in the list from 1, the ids of the alerts, and why, such as a time that is more than a
    /// day ahead or before 2000.
    /// </returns>
    /// <exception cref="ArgumentException">A transition belongs to another service. Nothing was applied.</exception>
    /// <exception cref="KeyNotFoundException">It is not one of the services.</exception>
    /// <exception cref="StoreException">The store failed; sending the same again is safe.</exception>
    public async ValueTask<IReadOnlyList<IncidentRejection>> ReceiveAsync(
        string service, IReadOnlyList<AlertNotification> notifications, CancellationToken cancellationToken = default)
    {
        AlertNotification[] all = Check.Copy(notifications);
        if (all.FirstOrDefault(one => one.Service != service) is { } other)
        {
            throw new ArgumentException(
                $"The alert '{other.AlertId}' belongs to '{other.Service}', not to '{service}'.", nameof(notifications));
        }

        return
        [
            .. (await ApplyAllAsync(service, all, cancellationToken).ConfigureAwait(false)).Where(each => each.IsRejected)
                .Select(each => new IncidentRejection
                {
                    Line = Array.FindIndex(all, one => ReferenceEquals(one, each.Alert)) + 1,
                    Id = each.Alert.AlertId,
                    Reason = each.Reason,
                }),
        ];
    }

    /// <summary>Applies the transitions of a service, and returns those that are not valid or change nothing, and why.</summary>
    private async ValueTask<IReadOnlyList<(AlertNotification Alert, string Reason, bool IsRejected)>> ApplyAllAsync(
        string service, AlertNotification[] all, CancellationToken cancellationToken)
    {
        DocumentSet<FollowerRecord> set = SetOf(service);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Stored<FollowerRecord>? stored = await set.GetAsync(service, cancellationToken).ConfigureAwait(false);
            FollowerRecord before = stored?.Require()
                ?? await AdvanceAsync(service, new FollowerRecord { Position = 0 }, cancellationToken).ConfigureAwait(false);
            FollowerRecord after = before;
            List<(AlertNotification, string, bool)> left = [];
            foreach (AlertNotification one in all)
            {
                try
                {
                    RequireTimes(one);
                    (after, string? ignored) = await ApplyAsync(after, one, cancellationToken).ConfigureAwait(false);
                    if (ignored is not null)
                    {
                        left.Add((one, ignored, false));
                    }
                }
                catch (Exception e) when (e is ArgumentException or KeyNotFoundException)
                {
                    left.Add((one, FaultText.Of(e), true));
                }
            }

            // Without a record, the follower takes up the alerts that fire; so nobody writes the first one in its place.
            if (stored is null || after == before
                || await set.PutAsync(set.Write(service, stored, after), cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
            {
                return left;
            }
        }

        throw new StoreException($"The alerts of '{service}' were received by too many processes at once.", isTransient: true);
    }

    /// <exception cref="ArgumentException">A time is far ahead, which an incident does not take, or no credible one.</exception>
    private void RequireTimes(AlertNotification one)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        string? fault = one.FiredAt > now + IncidentRegister.MaxAhead || one.ResolvedAt > now + IncidentRegister.MaxAhead
                ? $"A time of the alert is more than a day after now ({now:u})."
            : one.FiredAt < IncidentRegister.Earliest || one.ResolvedAt < IncidentRegister.Earliest ? "A time of the alert is before 2000."
            : null;
        if (fault is not null)
        {
            throw new ArgumentException(fault, nameof(one));
        }
    }
}
