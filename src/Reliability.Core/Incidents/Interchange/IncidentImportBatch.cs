namespace Reliability.Incidents;

/// <summary>What a file holds.</summary>
public sealed record IncidentImportBatch
{
    /// <summary>Gets the incidents.</summary>
    public required IReadOnlyList<IncidentImportEntry> Entries { get; init; }

    /// <summary>Gets the lines that were refused, and why.</summary>
    public required IReadOnlyList<IncidentRefusal> Refused { get; init; }
}
