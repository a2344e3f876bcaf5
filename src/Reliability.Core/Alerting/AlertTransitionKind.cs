namespace Reliability.Alerting;

/// <summary>What became of an alert.</summary>
public enum AlertTransitionKind
{
    /// <summary>A transition that this version of the package does not know.</summary>
    Unknown = 0,

    /// <summary>It was raised.</summary>
    Fired,

    /// <summary>It is over.</summary>
    Resolved,
}
