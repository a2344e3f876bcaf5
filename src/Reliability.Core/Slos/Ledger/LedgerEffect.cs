namespace Reliability.Slos;

/// <summary>What the ledger changed in a <see cref="BudgetStatus"/>, so that nothing is hidden.</summary>
public sealed record LedgerEffect
{
    /// <summary>Good units that were added by hand.</summary>
    public decimal Good { get; init; }

    /// <summary>Bad units that were added by hand.</summary>
    public decimal Bad { get; init; }

    /// <summary>The share of the budget that was given back by hand.</summary>
    public decimal BudgetShare { get; init; }

    /// <summary>How much of the elapsed window is excluded time.</summary>
    public TimeSpan ExcludedTime { get; init; }

    /// <summary>
    /// When the budget started anew within the window, by a reset or because another thing is measured since; <see langword="null"/> if it
    /// did not.
    /// </summary>
    public DateTimeOffset? CountsFrom { get; init; }

    /// <summary>Hours that are excluded in part and count whole, because their minutes were gone before anybody kept them.</summary>
    public int HoursCountedWhole { get; init; }
}
