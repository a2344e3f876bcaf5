using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>An objective that an incident violated.</summary>
public sealed record PostmortemObjective
{
    private const int Digits = 6;
    private const decimal MaxShare = 1_000_000_000;

    /// <summary>Gets the name of the objective: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Slo { get; init => field = AuditText.RequireName(value); }

    /// <summary>
    /// Gets the share of the budget that the incident burnt, to six digits after the point, such as 0.25, or <see langword="null"/> if it
    /// is not known or the budget allows nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is negative or above 1,000,000,000.</exception>
    public decimal? BudgetShare
    {
        get;
        init => field = value is { } share
            ? decimal.Round(Check.Between(share, 0, MaxShare, nameof(BudgetShare)), Digits, MidpointRounding.AwayFromZero)
            : null;
    }

    /// <summary>Gets a value indicating whether the share is an estimate.</summary>
    public bool IsEstimate { get; init; }

    internal static PostmortemObjective Of(IncidentObjectiveCost cost) => new()
    {
        Slo = cost.Slo,
        BudgetShare = cost.BudgetShare is { } share ? Math.Clamp(share, 0, MaxShare) : null,
        IsEstimate = cost.IsEstimate,
    };
}
