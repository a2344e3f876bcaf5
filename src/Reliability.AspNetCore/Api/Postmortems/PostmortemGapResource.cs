using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>Something that is missing before a postmortem can be final.</summary>
internal sealed record PostmortemGapResource(string Input, string Message)
{
    public static IReadOnlyList<PostmortemGapResource> Of(IReadOnlyList<PostmortemGap> gaps) =>
        [.. gaps.Select(one => new PostmortemGapResource(one.Input, one.Message))];
}
