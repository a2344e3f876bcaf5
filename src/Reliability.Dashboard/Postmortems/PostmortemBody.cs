namespace Reliability.Dashboard.Internal;

/// <summary>The parts of a postmortem in the order of the template. A text is a list of its paragraphs.</summary>
internal sealed record PostmortemBody
{
    public required DateTimeOffset DraftedAt { get; init; }

    public DateTimeOffset? FinalAt { get; init; }

    public required IReadOnlyList<string> Summary { get; init; }

    /// <summary>Gets the entries in the order of time: the first ones.</summary>
    public required IReadOnlyList<PostmortemEventRow> Timeline { get; init; }

    public required IReadOnlyList<string> Analysis { get; init; }

    public required IReadOnlyList<string> Factors { get; init; }

    /// <summary>Gets how long users were affected, in seconds; <see langword="null"/> if it is not known.</summary>
    public decimal? Duration { get; init; }

    public required IReadOnlyList<string> Users { get; init; }

    public required IReadOnlyList<string> Business { get; init; }

    public required IReadOnlyList<PostmortemObjectiveRow> Objectives { get; init; }

    public required IReadOnlyList<string> Remediation { get; init; }

    public required IReadOnlyList<PostmortemActionRow> Actions { get; init; }

    /// <summary>Gets why nothing follows.</summary>
    public required IReadOnlyList<string> NoActions { get; init; }

    public required IReadOnlyList<string> WentWell { get; init; }

    public required IReadOnlyList<string> WentBadly { get; init; }

    public required IReadOnlyList<string> WasLucky { get; init; }

    public required IReadOnlyList<PostmortemEvidenceRow> Evidence { get; init; }
}
