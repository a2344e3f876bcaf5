namespace Reliability.Slos;

/// <summary>Specifies the kind of a ledger entry.</summary>
public enum LedgerEntryKind
{
    /// <summary>The kind is not known to this version of the library. The entry is listed but has no effect here.</summary>
    Unknown = 0,

    /// <summary>The entry adds or removes units, or a share of the budget.</summary>
    Adjustment,

    /// <summary>The entry excludes time.</summary>
    Exclusion,

    /// <summary>The entry resets the budget.</summary>
    Reset,

    /// <summary>The entry revokes another entry.</summary>
    Revocation,

    /// <summary>The entry records how an objective is defined from then on.</summary>
    Definition,
}
