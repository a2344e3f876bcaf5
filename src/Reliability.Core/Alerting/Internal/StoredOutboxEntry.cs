namespace Reliability.Alerting.Internal;

/// <summary>A transition that has been decided and not been told to everybody.</summary>
internal sealed record StoredOutboxEntry
{
    public required StoredNotification Notification { get; init; }

    public required bool IsLogged { get; init; }

    public required IReadOnlyList<StoredWaiting> Waiting { get; init; }
}
