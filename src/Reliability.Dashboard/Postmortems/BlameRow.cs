namespace Reliability.Dashboard.Internal;

/// <summary>A place that the blameless check found.</summary>
internal sealed record BlameRow
{
    /// <summary>Gets the field of the postmortem.</summary>
    public required string Field { get; init; }

    public required string Text { get; init; }

    /// <summary>Gets what to write instead, as a sentence.</summary>
    public required string Suggestion { get; init; }
}
