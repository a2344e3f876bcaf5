using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>The alerts of one objective: decided first, told afterwards.</summary>
internal sealed record AlertBook
{
    /// <summary>The token of who wrote last; a smaller one writes no more.</summary>
    public FencingToken Token { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    public IReadOnlyList<AlertRecord> Alerts { get; init; } = [];

    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    public IReadOnlyList<UndeliveredNotification> Undelivered { get; init; } = [];
}
