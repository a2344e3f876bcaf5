namespace Reliability.Slos;

/// <summary>What remained of a budget at one point in time.</summary>
public sealed record BurnDownPoint
{
    /// <summary>Gets the point in time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Gets the share of the budget that remained. It is negative if the budget was overspent, above 1 if the ledger returned more than was
    /// consumed until then, and <see langword="null"/> if the remaining share of the status is undefined.
    /// </summary>
    public required decimal? RemainingShare { get; init; }

    /// <summary>Gets the number of units that could still turn bad.</summary>
    public required decimal RemainingUnits { get; init; }

    /// <summary>
    /// Gets the ID of the ledger entry that took effect at this point, and whose effect it includes, or <see langword="null"/>.
    /// </summary>
    public string? LedgerEntryId { get; init; }
}
