namespace Reliability.Alerting.Internal;

/// <summary>
/// A notifier that a notification is not yet delivered to, with the number of attempts and the earliest time of the next one.
/// </summary>
internal sealed record WaitingNotifier(string Name, int Attempts, DateTimeOffset NotBefore);
