namespace Reliability.Alerting;

/// <summary>Delivers notifications about alerts, for example to a chat or a pager.</summary>
/// <remarks>
/// Each notification is delivered at least once, in the order of the transitions of one objective. Receivers detect duplicates by the alert
/// ID and the kind. A call that throws, or exceeds <see cref="AlertEvaluator.NotifyTimeout"/>, is retried later, up to
/// <see cref="AlertEvaluator.MaxAttempts"/> attempts. It does not delay other notifiers.
/// </remarks>
public interface IAlertNotifier
{
    /// <summary>
    /// Gets the name, unique within the setup: 1 to 200 bytes of UTF-8 without control characters. The state of delivery is stored under
    /// this name.
    /// </summary>
    string Name { get; }

    /// <summary>Notifies of one transition.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken);
}
