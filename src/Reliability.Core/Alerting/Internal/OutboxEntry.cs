namespace Reliability.Alerting.Internal;

/// <summary>A stored transition that is not yet delivered to all receivers.</summary>
/// <param name="Notification">The notification.</param>
/// <param name="IsLogged">Whether it is written to the event log.</param>
/// <param name="Waiting">The notifiers that it is not yet delivered to.</param>
internal sealed record OutboxEntry(AlertNotification Notification, bool IsLogged, IReadOnlyList<WaitingNotifier> Waiting);
