using Reliability.Jobs;

namespace Reliability.Alerting;

/// <summary>What is stored of the alerts of one subject of an <see cref="IAlertSource"/>.</summary>
public sealed record AlertSourceState
{
    /// <summary>Gets the subject.</summary>
    public required JobSubject Subject { get; init; }

    /// <summary>Gets what the source stored with its last decision, or <see langword="null"/> if it made none.</summary>
    public string? State { get; init; }

    /// <summary>Gets the alerts of the last decision.</summary>
    public IReadOnlyList<AlertStatus> Alerts { get; init; } = [];

    /// <summary>Gets the notifications whose delivery was abandoned: the last hundred.</summary>
    public IReadOnlyList<UndeliveredNotification> Undelivered { get; init; } = [];
}
