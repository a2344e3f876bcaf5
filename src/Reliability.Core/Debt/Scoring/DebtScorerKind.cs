namespace Reliability.Debt;

/// <summary>Specifies one of the scorers of <see cref="DebtScorers"/>, for configuration.</summary>
public enum DebtScorerKind
{
    /// <summary>Not stated. It is rejected.</summary>
    Unknown = 0,

    /// <summary>The rank table with an age bonus.</summary>
    RankTable,

    /// <summary>A sum of weights.</summary>
    Weights,

    /// <summary>Weighted shortest job first.</summary>
    Wsjf,

    /// <summary>Reach, impact, confidence and effort.</summary>
    Rice,

    /// <summary>The time after which removing the debt has paid for itself.</summary>
    Interest,

    /// <summary>What linked incidents burnt of error budgets.</summary>
    MeasuredInterest,
}
