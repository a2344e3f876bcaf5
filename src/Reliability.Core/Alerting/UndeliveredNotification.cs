namespace Reliability.Alerting;

/// <summary>A notification that was given up after too many attempts.</summary>
/// <param name="Notifier">Who could not be told.</param>
/// <param name="Notification">Of what.</param>
/// <param name="GivenUpAt">When the last attempt failed.</param>
public sealed record UndeliveredNotification(string Notifier, AlertNotification Notification, DateTimeOffset GivenUpAt);
