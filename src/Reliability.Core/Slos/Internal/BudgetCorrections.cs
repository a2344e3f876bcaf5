using Reliability.Common;

namespace Reliability.Slos.Internal;

/// <summary>What a ledger says about the budget of one objective at a moment.</summary>
internal sealed record BudgetCorrections
{
    /// <summary>Gets the corrections of an empty ledger.</summary>
    public static BudgetCorrections None { get; } = new();

    /// <summary>Gets the excluded ranges of time, which neither budgets nor alerts count.</summary>
    public IReadOnlyList<TimeRange> Excluded { get; init; } = [];

    /// <summary>
    /// Gets the time of the last reset, before which the budget counts nothing; <see langword="null"/> without one in the window.
    /// </summary>
    public DateTimeOffset? CountsFrom { get; init; }

    /// <summary>Gets the good events that adjustments add, negative to take away.</summary>
    public decimal Good { get; init; }

    /// <summary>Gets the bad events that adjustments add, negative to take away.</summary>
    public decimal Bad { get; init; }

    /// <summary>Gets the share of the budget that adjustments give back, negative to take away.</summary>
    public decimal BudgetShare { get; init; }
}
