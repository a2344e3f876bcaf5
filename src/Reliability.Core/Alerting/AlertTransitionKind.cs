namespace Reliability.Alerting;

/// <summary>What became of an alert.</summary>
public enum AlertTransitionKind
{
    /// <summary>It was raised.</summary>
    Fired = 0,

    /// <summary>It is over.</summary>
    Resolved = 1,
}
