namespace Reliability.Incidents;

/// <summary>Specifies what an action item does about incidents of its kind.</summary>
public enum ActionKind
{
    /// <summary>Not stated. It is rejected.</summary>
    Unknown = 0,

    /// <summary>It keeps the incident from happening again.</summary>
    Prevent,

    /// <summary>It finds the incident earlier.</summary>
    Detect,

    /// <summary>It makes the incident shorter or smaller.</summary>
    Mitigate,

    /// <summary>It changes how people work.</summary>
    Process,
}
