namespace Reliability.Releases;

/// <summary>An entry in the audit history of a release gate. Entries are never changed or removed.</summary>
public sealed record GateAuditEntry
{
    /// <summary>Its place in the history: 1 for the first, without gaps.</summary>
    public required long Position { get; init; }

    /// <summary>What it says.</summary>
    public required GateAuditKind Kind { get; init; }

    /// <summary>The override that it makes or revokes.</summary>
    public required string Id { get; init; }

    /// <summary>The service whose gate it concerns.</summary>
    public required string Service { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was recorded, by the clock of the host that did, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When the override ends, in UTC; <see langword="null"/> for a revocation.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
