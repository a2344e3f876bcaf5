namespace Reliability.Incidents;

/// <summary>What an import did, or would do.</summary>
public sealed record IncidentImportReport
{
    /// <summary>Gets a value indicating whether this is a plan, and nothing was stored.</summary>
    public required bool IsPlan { get; init; }

    /// <summary>Gets the number of incidents that were added; for a plan, that would be added.</summary>
    public required int AddedCount { get; init; }

    /// <summary>Gets the number of incidents that were there with the same content.</summary>
    public required int PresentCount { get; init; }

    /// <summary>Gets the lines that were rejected, in the order of the file, and why.</summary>
    public required IReadOnlyList<IncidentRejection> Rejected { get; init; }
}
