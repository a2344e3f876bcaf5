namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page of a postmortem shows.</summary>
internal sealed record PostmortemDocument : PageDocument
{
    public required string Service { get; init; }

    /// <summary>Gets the id of the incident.</summary>
    public required string Incident { get; init; }

    /// <summary>Gets the title of the postmortem, or of the incident while there is none.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the status in a word: Not written, Draft, Review or Final.</summary>
    public required string Status { get; init; }

    /// <summary>Gets whether the policy requires it, and when it is due; <see langword="null"/> if it does not.</summary>
    public RequiredRow? Required { get; init; }

    /// <summary>Gets a sentence about the incident if it was merged or does not exist any more.</summary>
    public string? Notice { get; init; }

    /// <summary>Gets a value indicating whether it can become final now.</summary>
    public required bool CanFinalize { get; init; }

    /// <summary>Gets what is missing before it can be final.</summary>
    public required IReadOnlyList<PostmortemGapRow> Missing { get; init; }

    /// <summary>Gets what the blameless check found.</summary>
    public required IReadOnlyList<BlameRow> Findings { get; init; }

    /// <summary>Gets the content; <see langword="null"/> while there is no postmortem.</summary>
    public PostmortemBody? Body { get; init; }

    /// <summary>Gets the last changes, the latest first.</summary>
    public required IReadOnlyList<IncidentNoteRow> Changes { get; init; }

    /// <summary>Gets the number of changes that are left out.</summary>
    public required int EarlierChanges { get; init; }
}
