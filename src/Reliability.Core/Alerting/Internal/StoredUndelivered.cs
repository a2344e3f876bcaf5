namespace Reliability.Alerting.Internal;

/// <summary>A notification whose delivery was abandoned.</summary>
internal sealed record StoredUndelivered
{
    public required string Notifier { get; init; }

    public required StoredNotification Notification { get; init; }

    public required DateTimeOffset GivenUpAt { get; init; }
}
