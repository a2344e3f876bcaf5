using Reliability.Common;

namespace Reliability.Slos.Internal;

/// <summary>The corrections that a ledger makes to the budget of one objective at one point in time.</summary>
internal sealed record BudgetCorrections
{
    /// <summary>Gets the corrections of an empty ledger.</summary>
    public static BudgetCorrections None { get; } = new();

    /// <summary>Gets the excluded time ranges, which count neither for budgets nor for alerts.</summary>
    public IReadOnlyList<TimeRange> Excluded { get; init; } = [];

    /// <summary>
    /// Gets the time of the last reset, before which nothing counts for the budget, or <see langword="null"/> if there is none in the
    /// window.
    /// </summary>
    public DateTimeOffset? CountsFrom { get; init; }

    /// <summary>Gets the number of good units that adjustments add; negative if they remove units.</summary>
    public decimal Good { get; init; }

    /// <summary>Gets the number of bad units that adjustments add; negative if they remove units.</summary>
    public decimal Bad { get; init; }

    /// <summary>Gets the share of the budget that adjustments return; negative if they withdraw budget.</summary>
    public decimal BudgetShare { get; init; }

    /// <summary>
    /// Gets the adjustments that count, of the window and of the time before it, in the order in which they were recorded.
    /// </summary>
    public IReadOnlyList<LedgerEntry> Adjustments { get; init; } = [];
}
