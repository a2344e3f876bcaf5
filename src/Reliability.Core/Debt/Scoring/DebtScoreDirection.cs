namespace Reliability.Debt;

/// <summary>Specifies which values of a scorer come first.</summary>
public enum DebtScoreDirection
{
    /// <summary>Not stated. It is rejected.</summary>
    Unknown = 0,

    /// <summary>The lowest value comes first, as with ranks.</summary>
    Ascending,

    /// <summary>The highest value comes first, as with benefits.</summary>
    Descending,
}
