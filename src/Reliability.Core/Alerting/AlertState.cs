namespace Reliability.Alerting;

/// <summary>Specifies the state of an alert.</summary>
public enum AlertState
{
    /// <summary>The alert was never evaluated, because nothing was measured since it was declared.</summary>
    Unknown = 0,

    /// <summary>The condition is not met.</summary>
    Inactive,

    /// <summary>The condition is met, but not yet for long enough, or the cooldown has not elapsed.</summary>
    Pending,

    /// <summary>The alert fired and is not resolved.</summary>
    Firing,
}
