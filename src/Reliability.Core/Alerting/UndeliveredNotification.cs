namespace Reliability.Alerting;

/// <summary>A notification that was given up after too many attempts.</summary>
public sealed record UndeliveredNotification
{
    /// <summary>Who could not be told.</summary>
    public required string Notifier { get; init; }

    /// <summary>Of what.</summary>
    public required AlertNotification Notification { get; init; }

    /// <summary>When the last attempt failed.</summary>
    public required DateTimeOffset GivenUpAt { get; init; }
}
