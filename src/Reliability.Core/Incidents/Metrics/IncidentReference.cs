namespace Reliability.Incidents;

/// <summary>Names an incident.</summary>
public sealed record IncidentReference
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the id, unique within the service.</summary>
    public required string Id { get; init; }
}
