namespace Reliability.Incidents;

/// <summary>Specifies the outcome of a change of an incident.</summary>
public enum IncidentOutcome
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The change is stored.</summary>
    Stored,

    /// <summary>Somebody else changed the incident in the meantime. Nothing was stored.</summary>
    Conflict,

    /// <summary>The change does not fit the state of the incident. Nothing was stored.</summary>
    Rejected,

    /// <summary>An incident, an objective or a deployment that the change names does not exist. Nothing was stored.</summary>
    NotFound,
}
