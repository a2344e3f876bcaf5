namespace Reliability.Incidents;

/// <summary>The outcome of a change of an incident.</summary>
public sealed record IncidentUpdate
{
    /// <summary>Gets the outcome.</summary>
    public required IncidentOutcome Outcome { get; init; }

    /// <summary>
    /// Gets the current version of the incident; after a conflict, that of the other caller. <see langword="null"/> if nothing was opened.
    /// </summary>
    public Incident? Current { get; init; }

    /// <summary>Gets the version that the caller wanted to store, if there was a conflict.</summary>
    public Incident? Proposed { get; init; }

    /// <summary>Gets the reason as a sentence, if the change was rejected or what it names was not found.</summary>
    public string? Rejection { get; init; }

    /// <summary>Gets a value indicating whether the change is stored.</summary>
    public bool IsStored => Outcome == IncidentOutcome.Stored;
}
