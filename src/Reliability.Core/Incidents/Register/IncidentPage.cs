using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>A page of incidents, the latest start first.</summary>
public sealed record IncidentPage
{
    /// <summary>Gets the incidents.</summary>
    public required IReadOnlyList<Incident> Incidents { get; init; }

    /// <summary>Gets the number of incidents on all pages.</summary>
    public required int TotalCount { get; init; }

    /// <summary>
    /// Gets the value of <see cref="IncidentQuery.After"/> for the next page, or <see langword="null"/> if this is the last.
    /// </summary>
    public string? Next { get; init; }

    /// <summary>Gets the documents that could not be read.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; init => field = value ?? []; } = [];
}
