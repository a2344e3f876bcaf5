namespace Reliability.Alerting;

/// <summary>
/// A notification whose delivery was abandoned after <see cref="AlertEvaluator.MaxAttempts"/> attempts, or because too many were waiting.
/// </summary>
public sealed record UndeliveredNotification
{
    /// <summary>Gets the name of the notifier.</summary>
    public required string Notifier { get; init; }

    /// <summary>Gets the notification.</summary>
    public required AlertNotification Notification { get; init; }

    /// <summary>Gets the time at which the delivery was abandoned.</summary>
    public required DateTimeOffset GivenUpAt { get; init; }
}
