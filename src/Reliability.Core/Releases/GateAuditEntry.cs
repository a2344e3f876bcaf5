namespace Reliability.Releases;

/// <summary>An entry in the audit history of a release gate. Entries are never changed or removed.</summary>
public sealed record GateAuditEntry
{
    /// <summary>Gets the position in the history: 1 for the first entry, without gaps.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the kind of the entry.</summary>
    public required GateAuditKind Kind { get; init; }

    /// <summary>Gets the ID of the override that the entry makes or revokes.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the service of the gate.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the person or process that made the change.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason for the change.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the time at which the entry was recorded, in UTC, by the clock of the host that recorded it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Gets the time at which the override expires, in UTC, or <see langword="null"/> for a revocation.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
