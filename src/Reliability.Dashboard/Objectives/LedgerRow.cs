namespace Reliability.Dashboard.Internal;

/// <summary>A change of the budget by people.</summary>
internal sealed record LedgerRow
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>Gets what it changes, in words.</summary>
    public required string Effect { get; init; }
}
