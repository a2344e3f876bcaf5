namespace Reliability.Incidents;

/// <summary>
/// Specifies what had become of the measures that should have prevented an incident (<see cref="ActionKind.Prevent"/>) when it came again.
/// </summary>
public enum PreventionState
{
    /// <summary>No action items are known.</summary>
    Unknown = 0,

    /// <summary>At least one was open.</summary>
    Open,

    /// <summary>None was open and at least one was done: it did not prevent the incident.</summary>
    Done,

    /// <summary>All were cancelled.</summary>
    Cancelled,

    /// <summary>None had ever been filed.</summary>
    NeverFiled,
}
