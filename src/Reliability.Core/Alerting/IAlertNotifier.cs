namespace Reliability.Alerting;

/// <summary>Tells somebody of alerts.</summary>
/// <remarks>
/// Every notification is told at least once, in the order of one objective's transitions: who receives it twice knows it by its id and
/// kind. A call that throws, or lasts longer than
/// <see cref="AlertEvaluator.NotifyTimeout"/>, is made again later, and given up after <see cref="AlertEvaluator.MaxAttempts"/> attempts.
/// It never delays other notifiers.
/// </remarks>
public interface IAlertNotifier
{
    /// <summary>The name, unique in a set-up: 1 to 200 bytes of UTF-8 without control characters. Progress is kept under it.</summary>
    string Name { get; }

    /// <summary>Notifies of one transition.</summary>
    /// <param name="notification">What to tell.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask NotifyAsync(AlertNotification notification, CancellationToken cancellationToken);
}
