namespace Reliability.Releases;

/// <summary>What an entry in the audit history of a release gate says.</summary>
public enum GateAuditKind
{
    /// <summary>A later version of the library wrote it; it is shown and does not count here.</summary>
    Unknown = 0,

    /// <summary>The gate was overridden.</summary>
    Override,

    /// <summary>An override was ended before it expired.</summary>
    Revocation,
}
