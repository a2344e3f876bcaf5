namespace Reliability.Alerting;

/// <summary>A transition of an alert in the history of a service.</summary>
public sealed record AlertTransition
{
    /// <summary>Gets where it stands in the history, from 1. Later transitions have greater positions.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the transition.</summary>
    public required AlertNotification Notification { get; init; }
}
