using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>The alerts of one objective. Transitions are stored before they are delivered.</summary>
internal sealed record AlertBook
{
    /// <summary>Gets the token of the last writer. A writer with a smaller token is rejected.</summary>
    public FencingToken Token { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    public IReadOnlyList<AlertRecord> Alerts { get; init; } = [];

    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    public IReadOnlyList<UndeliveredNotification> Undelivered { get; init; } = [];
}
