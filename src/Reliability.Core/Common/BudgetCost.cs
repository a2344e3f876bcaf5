using Reliability.Common.Internal;

namespace Reliability.Common;

/// <summary>What something, such as an incident, cost of error budgets.</summary>
public sealed record BudgetCost
{
    /// <summary>Gets the id of what cost it.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Gets the part of the budget that it consumed, summed over the objectives that it affected: 1 is the whole budget of one objective.
    /// It can be above 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0 or not finite.</exception>
    public required double BudgetShare
    {
        get;
        init => field = Check.AtLeast(Check.Finite(value, nameof(BudgetShare)), 0, nameof(BudgetShare));
    }

    /// <summary>
    /// Gets the id of the item of which this is another report, or <see langword="null"/> if it is none. What the two consumed at the same
    /// time counts once.
    /// </summary>
    public string? DuplicateOf { get; init; }
}
