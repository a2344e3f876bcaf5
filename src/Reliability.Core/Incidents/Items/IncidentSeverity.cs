namespace Reliability.Incidents;

/// <summary>Specifies how severe an incident is.</summary>
public enum IncidentSeverity
{
    /// <summary>Not stated yet.</summary>
    Unknown = 0,

    /// <summary>Few notice it.</summary>
    Low,

    /// <summary>A part of the users is affected, and there is a way around.</summary>
    Medium,

    /// <summary>Many users are affected.</summary>
    High,

    /// <summary>The service cannot be used.</summary>
    Critical,
}
