namespace Reliability.Incidents;

/// <summary>An entry that was rejected.</summary>
public sealed record IncidentRejection
{
    /// <summary>Gets the number of the line or entry, from 1. For CSV, the header is line 1.</summary>
    public required int Line { get; init; }

    /// <summary>Gets the id, or <see langword="null"/> if none could be read.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the reason as a sentence.</summary>
    public required string Reason { get; init; }
}
