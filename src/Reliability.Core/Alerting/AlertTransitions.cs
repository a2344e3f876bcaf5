using System.Runtime.CompilerServices;
using Reliability.Alerting.Internal;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Alerting;

/// <summary>
/// Reads the stored transitions of alerts in the order in which they were stored, so that a follower that remembers a position misses none,
/// whichever process evaluated the alerts.
/// </summary>
/// <param name="events">The store of the history. It is not disposed.</param>
public sealed class AlertTransitions(IEventLog events)
{
    private readonly IEventLog _events = events ?? throw new ArgumentNullException(nameof(events));

    /// <summary>Reads the transitions of the alerts of objectives of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="after">The position after which to begin, or 0 for the first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public async IAsyncEnumerable<AlertTransition> ReadAsync(
        string service, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Owned.RequireService(service, nameof(service));
        Check.AtLeast(after, 0);
        var history = new AuditStream<StoredNotification>(_events, service);
        await foreach (AuditEntry<StoredNotification> entry in history.ReadAsync(after, int.MaxValue, cancellationToken)
            .ConfigureAwait(false))
        {
            if (entry.Record is { } record)
            {
                yield return new AlertTransition
                {
                    Position = entry.Position,
                    Notification = AlertStorage.ToNotification(record, service),
                };
            }
        }
    }
}
