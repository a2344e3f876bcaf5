namespace Reliability.Alerting.Internal;

/// <summary>A notification that was given up.</summary>
internal sealed record StoredUndelivered
{
    public required string Notifier { get; init; }

    public required StoredNotification Notification { get; init; }

    public required DateTimeOffset GivenUpAt { get; init; }
}
