namespace Reliability.Incidents.Internal;

/// <summary>A postmortem after a change, or the end of the sentence that rejects it.</summary>
internal readonly record struct PostmortemChangeResult(
    Postmortem? After, string? Rejection, PostmortemOutcome Outcome, IReadOnlyList<PostmortemGap> Gaps)
{
    public PostmortemChangeResult(Postmortem after)
        : this(after, null, PostmortemOutcome.Stored, [])
    {
    }

    public PostmortemChangeResult(
        string rejection, PostmortemOutcome outcome = PostmortemOutcome.Rejected, IReadOnlyList<PostmortemGap>? gaps = null)
        : this(null, rejection, outcome, gaps ?? [])
    {
    }
}
