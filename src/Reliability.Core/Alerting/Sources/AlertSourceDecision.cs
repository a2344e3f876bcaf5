namespace Reliability.Alerting;

/// <summary>
/// The decision of an <see cref="IAlertSource"/> on one subject. All of it is stored at once, before a notifier is called.
/// </summary>
public sealed record AlertSourceDecision
{
    /// <summary>Gets what the source needs for its next decision, in a format of its own.</summary>
    public required string State { get; init; }

    /// <summary>Gets the alerts as they now are.</summary>
    public required IReadOnlyList<AlertStatus> Alerts { get; init; }

    /// <summary>Gets the transitions to notify of, in their order.</summary>
    public IReadOnlyList<AlertNotification> Transitions { get; init; } = [];
}
