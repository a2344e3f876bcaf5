namespace Reliability.Incidents;

/// <summary>Specifies a milestone of an incident.</summary>
public enum IncidentMilestone
{
    /// <summary>Not stated. It is rejected.</summary>
    Unknown = 0,

    /// <summary>Users were affected first.</summary>
    Started,

    /// <summary>Somebody or something noticed it.</summary>
    Detected,

    /// <summary>Somebody took care of it.</summary>
    Acknowledged,

    /// <summary>The investigation started.</summary>
    InvestigationStarted,

    /// <summary>The cause was known.</summary>
    CauseIdentified,

    /// <summary>Users were no longer affected.</summary>
    Mitigated,

    /// <summary>The incident was over.</summary>
    Resolved,
}
