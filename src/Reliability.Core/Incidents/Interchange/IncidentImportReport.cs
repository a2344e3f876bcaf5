namespace Reliability.Incidents;

/// <summary>What an import did, or would do.</summary>
public sealed record IncidentImportReport
{
    /// <summary>Gets a value indicating whether nothing was stored.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>Gets the number of incidents that were added.</summary>
    public required int AddedCount { get; init; }

    /// <summary>Gets the number of incidents that were there with the same content.</summary>
    public required int PresentCount { get; init; }

    /// <summary>Gets the lines that were refused, in the order of the file, and why.</summary>
    public required IReadOnlyList<IncidentRefusal> Refused { get; init; }
}
