namespace Reliability.Incidents;

/// <summary>Specifies what an entry of the timeline of a postmortem is about.</summary>
public enum PostmortemEventKind
{
    /// <summary>Not stated. It is rejected.</summary>
    Unknown = 0,

    /// <summary>The incident began.</summary>
    Began,

    /// <summary>An alert was triggered, or a person noticed the incident.</summary>
    AlertTriggered,

    /// <summary>The investigation started.</summary>
    InvestigationStarted,

    /// <summary>The cause was known.</summary>
    CauseIdentified,

    /// <summary>Users were no longer affected.</summary>
    MitigationApplied,

    /// <summary>The incident was resolved.</summary>
    Resolved,

    /// <summary>Something else that happened. There can be several.</summary>
    Note,
}
