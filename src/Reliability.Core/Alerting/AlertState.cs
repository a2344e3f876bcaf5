namespace Reliability.Alerting;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    /// <summary>The alert was never evaluated.</summary>
    Unknown = 0,

    /// <summary>Its condition does not hold.</summary>
    Inactive,

    /// <summary>Its condition holds, but not for long enough, or too soon after the last time.</summary>
    Pending,

    /// <summary>It was raised and has not been resolved.</summary>
    Firing,
}
