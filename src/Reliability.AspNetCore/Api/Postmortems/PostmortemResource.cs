using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// A postmortem with what is missing. <c>IncidentState</c> and <c>Notice</c> say what became of its incident, which can be merged or
/// disappear.
/// </summary>
internal sealed record PostmortemResource(
    string Service,
    string IncidentId,
    string Title,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinalizedAt,
    PostmortemContentBody Content,
    IReadOnlyList<PostmortemGapResource> Gaps,
    string IncidentState,
    string? Notice,
    IReadOnlyList<PostmortemChangeResource> History,
    int Revision,
    string Etag)
{
    public static PostmortemResource From(Postmortem one, PostmortemIncidentState incident, string? notice) => new(
        one.Service,
        one.IncidentId,
        one.Title,
        one.Status.ToString(),
        one.CreatedAt,
        one.FinalizedAt,
        PostmortemContentBody.From(one.Content),
        PostmortemGapResource.Of(one.Content.Gaps),
        incident.ToString(),
        notice,
        [.. one.History.Select(PostmortemChangeResource.From)],
        one.Revision,
        one.ETag.Value);
}
