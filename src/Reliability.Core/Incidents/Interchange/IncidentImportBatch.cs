namespace Reliability.Incidents;

/// <summary>What a file holds.</summary>
public sealed record IncidentImportBatch
{
    /// <summary>Gets the incidents.</summary>
    public required IReadOnlyList<IncidentImportEntry> Entries { get; init; }

    /// <summary>Gets the lines that were rejected, and why.</summary>
    public required IReadOnlyList<IncidentRejection> Rejected { get; init; }
}
