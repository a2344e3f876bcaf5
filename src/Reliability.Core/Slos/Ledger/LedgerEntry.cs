namespace Reliability.Slos;

/// <summary>An entry in the ledger of a service. Entries are never changed or removed.</summary>
public sealed record LedgerEntry
{
    /// <summary>Its place in the ledger: 1 for the first, without gaps.</summary>
    public required long Position { get; init; }

    /// <summary>What it does.</summary>
    public required LedgerEntryKind Kind { get; init; }

    /// <summary>Names the entry; of a revocation, the entry that it takes back.</summary>
    public required string Id { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The objective; <see langword="null"/> when it is about all objectives of the service.</summary>
    public string? Slo { get; init; }

    /// <summary>Who made it.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>
    /// From when it counts: the moment of an adjustment, the start of an exclusion, the first minute after a reset, the start of a
    /// definition.
    /// </summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when it counts, for an exclusion that happens once.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>When a recurring exclusion happens.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>Good units that an adjustment adds.</summary>
    public decimal Good { get; init; }

    /// <summary>Bad units that an adjustment adds.</summary>
    public decimal Bad { get; init; }

    /// <summary>The share of the budget that an adjustment gives back.</summary>
    public decimal BudgetShare { get; init; }

    /// <summary>The number of a definition: 1 for the first that was announced.</summary>
    public int? Generation { get; init; }

    /// <summary>
    /// Whether a definition measures something else than the one before. Its events lie in a series of their own, so that the budget begins
    /// with it; going back to the former measure brings its events back.
    /// </summary>
    public bool StartsAnew { get; init; }
}
