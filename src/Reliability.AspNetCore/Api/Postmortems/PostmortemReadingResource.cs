using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>What was read of the Markdown of a postmortem: the content without the lines in <c>Faults</c>, and what it lacks.</summary>
internal sealed record PostmortemReadingResource(
    bool IsComplete,
    PostmortemContentBody? Content,
    IReadOnlyList<PostmortemGapResource> Gaps,
    IReadOnlyList<PostmortemFaultResource> Faults)
{
    public static PostmortemReadingResource From(PostmortemReading one) => new(
        one.IsComplete,
        one.Content is { } content ? PostmortemContentBody.From(content) : null,
        PostmortemGapResource.Of(one.Content?.Gaps ?? []),
        PostmortemFaultResource.Of(one.Faults));
}
