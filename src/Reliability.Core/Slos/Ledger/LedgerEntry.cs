namespace Reliability.Slos;

/// <summary>An entry in the ledger of a service. Entries are never changed or removed.</summary>
public sealed record LedgerEntry
{
    /// <summary>The position of an entry that is planned and not in the ledger.</summary>
    internal const long NotRecorded = 0;

    /// <summary>Gets the position in the ledger, without gaps. The first entry has position 1; a planned one has 0.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the kind of entry.</summary>
    public required LedgerEntryKind Kind { get; init; }

    /// <summary>Gets the ID of the entry; for a revocation, the ID of the entry that it revokes.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the name of the objective, or <see langword="null"/> if the entry applies to all objectives of the service.</summary>
    public string? Slo { get; init; }

    /// <summary>Gets the author of the entry.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason for the entry; for a definition, its text (<see cref="SloDefinition.Describe"/>).</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the time at which the entry was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>
    /// Gets the time from which the entry counts: the time of an adjustment, the start of an exclusion, the first minute that counts after
    /// a reset, or the start of a definition.
    /// </summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the end of an exclusion that does not recur.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets when a recurring exclusion occurs.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>Gets the number of good units that an adjustment adds.</summary>
    public decimal Good { get; init; }

    /// <summary>Gets the number of bad units that an adjustment adds.</summary>
    public decimal Bad { get; init; }

    /// <summary>Gets the share of the budget that an adjustment returns.</summary>
    public decimal BudgetShare { get; init; }

    /// <summary>Gets the generation of a definition. The first definition of an objective has generation 1.</summary>
    public int? Generation { get; init; }

    /// <summary>
    /// Gets a value indicating whether a definition measures something other than the previous one. Its events are stored in another
    /// series, so the budget resets. A return to the previous measure also returns to its events.
    /// </summary>
    public bool ResetsBudget { get; init; }
}
