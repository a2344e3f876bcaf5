namespace Reliability.Slos;

/// <summary>
/// The budget of a whole calendar period at the current pace. The observed budget grows with the traffic and can therefore appear to
/// recover late in a period. The projection reports the consumed share of what the whole period will allow.
/// </summary>
public sealed record BudgetProjection
{
    /// <summary>Gets the projected number of units in the whole period.</summary>
    public required decimal Total { get; init; }

    /// <summary>Gets the number of these units that may be bad.</summary>
    public required decimal Allowed { get; init; }

    /// <summary>Gets the share of the projected budget that is already consumed.</summary>
    public required decimal Consumed { get; init; }

    /// <summary>Gets the share of the projected budget that remains: 1 - consumed. It is negative if the budget is overspent.</summary>
    public decimal Remaining => 1 - Consumed;
}
