using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>A line of Markdown that could not be read.</summary>
internal sealed record PostmortemFaultResource(int Line, string Text, string Reason)
{
    public static IReadOnlyList<PostmortemFaultResource> Of(IReadOnlyList<PostmortemFault> faults) =>
        [.. faults.Select(one => new PostmortemFaultResource(one.Line, one.Text, one.Reason))];
}
