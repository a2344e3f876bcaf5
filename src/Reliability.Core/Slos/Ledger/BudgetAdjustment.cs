using Reliability.Common;

namespace Reliability.Slos;

/// <summary>
/// Corrects a budget by hand: adds or takes away units, or gives back or takes a share of the budget. It counts as long as <see cref="At"/>
/// is in the window.
/// </summary>
public sealed record BudgetAdjustment : ChangeRequest
{
    /// <summary>The most units that one adjustment may add or take away: 10¹⁵.</summary>
    public const decimal MaxUnits = 1_000_000_000_000_000m;

    /// <summary>The largest share of a budget that one adjustment may give back or take: 10, which is ten whole budgets.</summary>
    public const decimal MaxBudgetShare = 10;

    /// <summary>The objective.</summary>
    public required string Slo { get; init; }

    /// <summary>When what it corrects happened: not in the future, at most 366 days ago.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Good units to add (events, or time slices where the budget counts those); negative takes away. Default: 0.</summary>
    public decimal Good { get; init; }

    /// <summary>Bad units to add; negative takes away. Default: 0.</summary>
    public decimal Bad { get; init; }

    /// <summary>
    /// The share of the budget to give back, such as 0.2 for a fifth; negative takes it. Not for budgets that allow nothing. Default: 0.
    /// </summary>
    public decimal BudgetShare { get; init; }
}
