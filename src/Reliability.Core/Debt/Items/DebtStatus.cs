namespace Reliability.Debt;

/// <summary>Specifies the status of an item of technical debt at a moment.</summary>
public enum DebtStatus
{
    /// <summary>Unknown. No item has this status.</summary>
    Unknown = 0,

    /// <summary>The item is to be resolved.</summary>
    Open,

    /// <summary>The risk is accepted until a date, after which the item is open again.</summary>
    Accepted,

    /// <summary>The item is resolved.</summary>
    Resolved,
}
