namespace Reliability.Slos;

/// <summary>Whether the condition of an alert rule holds.</summary>
public enum AlertCondition
{
    /// <summary>Nobody knows: a window was not measured. An alert neither fires nor clears on this.</summary>
    NoData = 0,

    /// <summary>It does not hold.</summary>
    NotMet,

    /// <summary>It holds.</summary>
    Met,
}
