namespace Reliability.Incidents;

/// <summary>Specifies who opened an incident.</summary>
public enum IncidentSource
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>A person or a program.</summary>
    Manual,

    /// <summary>Alerts of the service.</summary>
    Alerts,

    /// <summary>An import.</summary>
    Import,
}
