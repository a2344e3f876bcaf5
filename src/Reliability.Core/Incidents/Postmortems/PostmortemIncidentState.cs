namespace Reliability.Incidents;

/// <summary>Specifies what became of the incident of a postmortem.</summary>
public enum PostmortemIncidentState
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The incident is there.</summary>
    Present,

    /// <summary>The incident was merged: it is a duplicate of another one.</summary>
    Duplicate,

    /// <summary>The incident does not exist any more.</summary>
    Missing,
}
