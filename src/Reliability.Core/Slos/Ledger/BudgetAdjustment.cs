using Reliability.Common;

namespace Reliability.Slos;

/// <summary>
/// Adjusts a budget manually: adds or removes units, or returns or withdraws a share of the budget. The adjustment counts while
/// <see cref="At"/> is in the window.
/// </summary>
public sealed record BudgetAdjustment : ChangeRequest
{
    /// <summary>The maximum number of units that one adjustment can add or remove: 10¹⁵.</summary>
    public const decimal MaxUnits = 1_000_000_000_000_000m;

    /// <summary>The maximum share of a budget that one adjustment can return or withdraw: 10, which is ten times the budget.</summary>
    public const decimal MaxBudgetShare = 10;

    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the time of the events that the adjustment corrects: not in the future, and at most 366 days ago.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Gets the number of good units to add (events, or time slices if the objective counts slices). A negative number removes units.
    /// Default: 0.
    /// </summary>
    public decimal Good { get; init; }

    /// <summary>Gets the number of bad units to add. A negative number removes units. Default: 0.</summary>
    public decimal Bad { get; init; }

    /// <summary>
    /// Gets the share of the budget to return, such as 0.2 for a fifth. A negative share withdraws budget. It must be 0 for an objective
    /// that allows no bad events. Default: 0.
    /// </summary>
    public decimal BudgetShare { get; init; }
}
