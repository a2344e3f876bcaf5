namespace Reliability.Incidents;

/// <summary>Specifies what an incident is.</summary>
public enum IncidentKind
{
    /// <summary>Not stated. It is rejected.</summary>
    Unknown = 0,

    /// <summary>An unplanned disturbance.</summary>
    Incident,

    /// <summary>Planned maintenance. It does not count as an incident.</summary>
    Maintenance,

    /// <summary>
    /// Something that could have become an incident. It may be reported without a name, and does not count as an incident.
    /// </summary>
    NearMiss,
}
