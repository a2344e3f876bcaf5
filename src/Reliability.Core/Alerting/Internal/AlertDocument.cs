namespace Reliability.Alerting.Internal;

/// <summary>The alerts of one objective as they are stored: decided first, told afterwards.</summary>
internal sealed record AlertDocument
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>The fencing token of who wrote last; a smaller one writes no more.</summary>
    public long Token { get; init; }

    /// <summary>The definition that the alerts belong to.</summary>
    public string Definition { get; init; } = "";

    /// <summary>When the newest process started that has this definition.</summary>
    public DateTimeOffset DefinedAt { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    public IReadOnlyList<AlertRecord> Alerts { get; init; } = [];

    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    public IReadOnlyList<UndeliveredNotification> Undelivered { get; init; } = [];
}
