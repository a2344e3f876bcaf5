namespace Reliability.Incidents;

/// <summary>An incident of a file.</summary>
public sealed record IncidentImportEntry
{
    /// <summary>Gets the number of the line or entry, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Gets the id, by which it is imported once, or <see langword="null"/> to derive one from service, title and start.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the incident.</summary>
    public required IncidentDefinition Definition { get; init; }

    /// <summary>Gets the milestones.</summary>
    public required IncidentTimes Times { get; init; }

    /// <summary>Gets the entries of the timeline.</summary>
    public IReadOnlyList<IncidentNote> Timeline { get; init => field = value ?? []; } = [];
}
