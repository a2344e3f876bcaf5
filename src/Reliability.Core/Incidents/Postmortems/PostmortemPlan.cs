namespace Reliability.Incidents;

/// <summary>What stands between a postmortem and its final version. Nothing is stored.</summary>
public sealed record PostmortemPlan
{
    /// <summary>Gets the present version of the postmortem.</summary>
    public required Postmortem Postmortem { get; init; }

    /// <summary>Gets what is missing.</summary>
    public required IReadOnlyList<PostmortemGap> Gaps { get; init; }

    /// <summary>
    /// Gets what the blameless check found: suggestions, which keep nothing from becoming final. Empty if there is no check.
    /// </summary>
    public IReadOnlyList<BlameFinding> Findings { get; init => field = value ?? []; } = [];

    /// <summary>Gets what became of the incident.</summary>
    public required PostmortemIncidentState Incident { get; init; }

    /// <summary>Gets a sentence about the incident if it was merged or does not exist any more.</summary>
    public string? Notice { get; init; }

    /// <summary>Gets a value indicating whether it can become final now: it is in review, complete, and its incident is no duplicate.
    /// </summary>
    public bool CanFinalize => Postmortem.Status == PostmortemStatus.Review && Gaps.Count == 0
        && Incident != PostmortemIncidentState.Duplicate;
}
