namespace Reliability.Incidents;

/// <summary>Specifies how far an incident has come.</summary>
public enum IncidentStatus
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>The incident affects users.</summary>
    Open,

    /// <summary>The incident no longer affects users, and is not resolved.</summary>
    Mitigated,

    /// <summary>The incident is resolved.</summary>
    Resolved,
}
