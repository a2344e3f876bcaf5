namespace Reliability.Incidents;

/// <summary>A field that a change of an incident changed.</summary>
public sealed record IncidentFieldChange
{
    /// <summary>Gets the name of the field, as in JSON.</summary>
    public required string Field { get; init; }

    /// <summary>Gets the value before, shortened to 200 characters, or <see langword="null"/> if there was none.</summary>
    public string? From { get; init; }

    /// <summary>Gets the value after, shortened to 200 characters, or <see langword="null"/> if there is none.</summary>
    public string? To { get; init; }
}
