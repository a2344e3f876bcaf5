namespace Reliability.Debt;

/// <summary>Specifies the outcome of a change of an item.</summary>
public enum DebtOutcome
{
    /// <summary>The outcome is unknown. No operation returns this value.</summary>
    Unknown = 0,

    /// <summary>The change is stored, by this call or by an earlier one with the same id.</summary>
    Stored,

    /// <summary>Another caller changed the item first, and nothing was stored. Review both versions and decide again.</summary>
    Conflict,

    /// <summary>The change does not fit the state of the item, such as resolving it a second time, and nothing was stored.</summary>
    Rejected,

    /// <summary>The incident or objective that a link names does not exist, and nothing was stored.</summary>
    NotFound,
}
