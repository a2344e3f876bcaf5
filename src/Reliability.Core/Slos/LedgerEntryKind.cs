namespace Reliability.Slos;

/// <summary>What an entry of a ledger does.</summary>
public enum LedgerEntryKind
{
    /// <summary>It adds or takes away units, or a share of the budget.</summary>
    Adjustment,

    /// <summary>It takes time out.</summary>
    Exclusion,

    /// <summary>It lets the budget start anew.</summary>
    Reset,

    /// <summary>It takes another entry back.</summary>
    Revocation,

    /// <summary>It says how an objective is defined from then on.</summary>
    Definition,
}
