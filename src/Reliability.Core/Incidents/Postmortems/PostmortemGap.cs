namespace Reliability.Incidents;

/// <summary>Something that is missing before a postmortem can be final.</summary>
public sealed record PostmortemGap
{
    /// <summary>Gets what is missing: "timeline", "cause", "impact" or "actions".</summary>
    public required string Input { get; init; }

    /// <summary>Gets what to add, as a sentence.</summary>
    public required string Message { get; init; }
}
