namespace Reliability.Alerting;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    /// <summary>Its condition does not hold.</summary>
    Inactive = 0,

    /// <summary>Its condition holds, but not for long enough, or too soon after the last time.</summary>
    Pending = 1,

    /// <summary>It was raised and has not been resolved.</summary>
    Firing = 2,
}
