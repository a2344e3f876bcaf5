namespace Reliability.Incidents;

/// <summary>Specifies the status of an action item.</summary>
public enum ActionStatus
{
    /// <summary>Unknown. No item has this status.</summary>
    Unknown = 0,

    /// <summary>It is to be done.</summary>
    Open,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It will not be done.</summary>
    Cancelled,
}
