namespace Reliability.Slos;

/// <summary>What an entry of a ledger does.</summary>
public enum LedgerEntryKind
{
    /// <summary>A later version of the library wrote it; it is shown and does not count here.</summary>
    Unknown = 0,

    /// <summary>It adds or takes away units, or a share of the budget.</summary>
    Adjustment,

    /// <summary>It takes time out.</summary>
    Exclusion,

    /// <summary>The entry resets the budget.</summary>
    Reset,

    /// <summary>It takes another entry back.</summary>
    Revocation,

    /// <summary>It says how an objective is defined from then on.</summary>
    Definition,
}
