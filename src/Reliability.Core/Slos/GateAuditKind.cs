namespace Reliability.Slos;

/// <summary>What an entry in the audit history of a release gate says.</summary>
public enum GateAuditKind
{
    /// <summary>The gate was overridden.</summary>
    Override,

    /// <summary>An override was ended before it expired.</summary>
    Revocation,
}
