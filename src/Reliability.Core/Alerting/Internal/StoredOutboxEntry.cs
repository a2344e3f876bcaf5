namespace Reliability.Alerting.Internal;

/// <summary>A stored transition that is not yet delivered to all receivers.</summary>
internal sealed record StoredOutboxEntry
{
    public required StoredNotification Notification { get; init; }

    public required bool IsLogged { get; init; }

    public required IReadOnlyList<StoredWaiting> Waiting { get; init; }
}
