using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>What stands between a postmortem and its final version. Findings are suggestions, and keep nothing back.</summary>
internal sealed record PostmortemPlanResource(
    string Service,
    string IncidentId,
    string Status,
    bool CanFinalize,
    IReadOnlyList<PostmortemGapResource> Gaps,
    IReadOnlyList<BlameFindingResource> Findings,
    string IncidentState,
    string? Notice,
    string Etag)
{
    public static PostmortemPlanResource From(PostmortemPlan one) => new(
        one.Postmortem.Service,
        one.Postmortem.IncidentId,
        one.Postmortem.Status.ToString(),
        one.CanFinalize,
        PostmortemGapResource.Of(one.Gaps),
        [
            .. one.Findings.Select(each => new BlameFindingResource(
                each.Field, each.Start, each.Length, each.Text, each.Kind.ToString(), each.Suggestion)),
        ],
        one.Incident.ToString(),
        one.Notice,
        one.Postmortem.ETag.Value);
}
