namespace Reliability.Incidents;

/// <summary>An incident that came again, with what had become of the prevention.</summary>
public sealed record RecurringIncident
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the id of the incident.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the id of the earlier incident.</summary>
    public required string OfId { get; init; }

    /// <summary>Gets a value indicating whether a person linked the two; otherwise they have the same service and class of cause.</summary>
    public required bool IsExplicit { get; init; }

    /// <summary>Gets what had become of the measures that followed from the earlier incident when this one started.</summary>
    public required PreventionState Prevention { get; init; }
}
