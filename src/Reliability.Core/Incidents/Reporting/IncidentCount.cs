namespace Reliability.Incidents;

/// <summary>The number of incidents with a value.</summary>
public sealed record IncidentCount
{
    /// <summary>Gets the value, such as a severity or a class of causes.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the number of incidents.</summary>
    public required int Count { get; init; }
}
