namespace Reliability.Dashboard.Internal;

/// <summary>Something that a postmortem lacks.</summary>
internal sealed record PostmortemGapRow
{
    /// <summary>Gets what is missing: timeline, cause, impact or actions.</summary>
    public required string Part { get; init; }

    /// <summary>Gets what to add, as a sentence.</summary>
    public required string Text { get; init; }
}
