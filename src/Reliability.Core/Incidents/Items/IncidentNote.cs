namespace Reliability.Incidents;

/// <summary>An entry of the timeline of an incident.</summary>
public sealed record IncidentNote
{
    /// <summary>Gets when it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets who wrote it.</summary>
    public required string By { get; init; }

    /// <summary>Gets what happened.</summary>
    public required string Text { get; init; }
}
