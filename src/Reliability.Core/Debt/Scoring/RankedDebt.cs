namespace Reliability.Debt;

/// <summary>An item with its score at a moment.</summary>
public sealed record RankedDebt
{
    /// <summary>Gets the item.</summary>
    public required DebtItem Item { get; init; }

    /// <summary>Gets the score.</summary>
    public required DebtScore Score { get; init; }

    /// <summary>Gets the status at the moment of the score.</summary>
    public required DebtStatus Status { get; init; }

    /// <summary>Gets the age in whole days at the moment of the score, never below 0.</summary>
    public required int AgeDays { get; init; }

    /// <summary>Gets a value indicating whether the item is open and its due date has passed.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Gets a value indicating whether the item is open again because the acceptance of its risk has expired.</summary>
    public bool IsAcceptanceExpired { get; init; }

    /// <summary>Scores an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="context">The present, and the costs of linked incidents.</param>
    public static RankedDebt Of(DebtItem item, IDebtScorer scorer, DebtScoringContext context)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(context);
        return new RankedDebt
        {
            Item = item,
            Score = scorer.Score(item, context),
            Status = item.StatusAt(context.Now),
            AgeDays = item.AgeDaysAt(context.Now),
            IsOverdue = item.IsOverdueAt(context.Now),
            IsAcceptanceExpired = item.IsAcceptanceExpiredAt(context.Now),
        };
    }
}
