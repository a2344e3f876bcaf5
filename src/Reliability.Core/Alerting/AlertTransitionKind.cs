namespace Reliability.Alerting;

/// <summary>Specifies the kind of an alert transition.</summary>
public enum AlertTransitionKind
{
    /// <summary>The kind is not known to this version of the package.</summary>
    Unknown = 0,

    /// <summary>The alert fired.</summary>
    Fired,

    /// <summary>The alert resolved.</summary>
    Resolved,
}
