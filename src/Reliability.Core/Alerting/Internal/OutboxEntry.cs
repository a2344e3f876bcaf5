namespace Reliability.Alerting.Internal;

/// <summary>A transition that has been decided and not been told to everybody.</summary>
/// <param name="Notification">What to tell.</param>
/// <param name="IsLogged">Whether the event log has it.</param>
/// <param name="Waiting">Who is still to be told.</param>
internal sealed record OutboxEntry(AlertNotification Notification, bool IsLogged, IReadOnlyList<WaitingNotifier> Waiting);
