namespace Reliability.Incidents;

/// <summary>Specifies what a change of an incident did.</summary>
public enum IncidentChangeKind
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The incident was opened.</summary>
    Opened,

    /// <summary>Its definition was edited.</summary>
    Edited,

    /// <summary>A milestone was set or removed.</summary>
    MilestoneSet,

    /// <summary>An entry was added to the timeline.</summary>
    Noted,

    /// <summary>The incident was resolved.</summary>
    Resolved,

    /// <summary>The incident was opened again.</summary>
    Reopened,

    /// <summary>An alert fired and joined it.</summary>
    AlertFired,

    /// <summary>An alert of it resolved.</summary>
    AlertResolved,

    /// <summary>What it burnt was measured.</summary>
    Measured,
}
