namespace Reliability.Incidents;

/// <summary>The outcome of a change of a postmortem.</summary>
public sealed record PostmortemUpdate
{
    /// <summary>Gets the outcome.</summary>
    public required PostmortemOutcome Outcome { get; init; }

    /// <summary>
    /// Gets the current version of the postmortem; after a conflict, that of the other caller. <see langword="null"/> if there is none.
    /// </summary>
    public Postmortem? Current { get; init; }

    /// <summary>Gets the version that the caller wanted to store, if there was a conflict.</summary>
    public Postmortem? Proposed { get; init; }

    /// <summary>Gets the reason as a sentence, if the change was rejected or something was not found.</summary>
    public string? Rejection { get; init; }

    /// <summary>Gets what is missing, if that is why the postmortem did not become final.</summary>
    public IReadOnlyList<PostmortemGap> Gaps { get; init => field = value ?? []; } = [];

    /// <summary>Gets what became of the incident.</summary>
    public required PostmortemIncidentState Incident { get; init; }

    /// <summary>
    /// Gets a sentence about the incident if it was merged or does not exist any more, whatever the outcome; otherwise
    /// <see langword="null"/>.
    /// </summary>
    public string? Notice { get; init; }

    /// <summary>Gets a value indicating whether the change is stored.</summary>
    public bool IsStored => Outcome == PostmortemOutcome.Stored;
}
