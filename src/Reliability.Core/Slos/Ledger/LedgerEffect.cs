namespace Reliability.Slos;

/// <summary>The changes that the ledger made to a <see cref="BudgetStatus"/>.</summary>
public sealed record LedgerEffect
{
    /// <summary>Gets the number of good units that adjustments added.</summary>
    public decimal Good { get; init; }

    /// <summary>Gets the number of bad units that adjustments added.</summary>
    public decimal Bad { get; init; }

    /// <summary>Gets the share of the budget that adjustments returned.</summary>
    public decimal BudgetShare { get; init; }

    /// <summary>Gets the excluded time within the elapsed window.</summary>
    public TimeSpan ExcludedTime { get; init; }

    /// <summary>
    /// Gets the time at which the budget was reset within the window, by a reset or by a definition that measures something else, or
    /// <see langword="null"/> if it was not reset.
    /// </summary>
    public DateTimeOffset? CountsFrom { get; init; }

    /// <summary>
    /// Gets the number of partly excluded hours of which events count that may be excluded, because their minutes were deleted before they
    /// could be copied. If that is true of all minutes of an hour, it counts as a whole.
    /// </summary>
    public int HoursCountedWhole { get; init; }
}
