namespace Reliability.Slos;

/// <summary>Specifies whether the condition of an alert rule is met.</summary>
public enum AlertCondition
{
    /// <summary>Unknown: a window has no measurements. An alert neither fires nor clears in this state.</summary>
    NoData = 0,

    /// <summary>The condition is not met.</summary>
    NotMet,

    /// <summary>The condition is met.</summary>
    Met,
}
