namespace Reliability.Slos;

/// <summary>
/// The budget of a whole calendar period, from the traffic so far at the same pace. The observed budget grows with traffic and so
/// seems to recover late in a period; this one shows what has been spent of what the period will allow.
/// </summary>
public sealed record BudgetProjection
{
    /// <summary>The units that the whole period will count.</summary>
    public required decimal Total { get; init; }

    /// <summary>How many of them may be bad.</summary>
    public required decimal Allowed { get; init; }

    /// <summary>The share of that which is spent already.</summary>
    public required decimal Consumed { get; init; }

    /// <summary>The share of that which remains: 1 - consumed; negative when overspent.</summary>
    public decimal Remaining => 1 - Consumed;
}
