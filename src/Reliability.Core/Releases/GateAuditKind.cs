namespace Reliability.Releases;

/// <summary>Specifies the kind of an entry in the audit history of a release gate.</summary>
public enum GateAuditKind
{
    /// <summary>The entry was written by a later version of the library. It is returned and has no effect.</summary>
    Unknown = 0,

    /// <summary>The gate was overridden.</summary>
    Override,

    /// <summary>An override was revoked before it expired.</summary>
    Revocation,
}
