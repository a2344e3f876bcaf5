using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>What a deployment broke: the incidents that are attributed to it, the latest start first.</summary>
internal sealed record DeploymentIncidentList(
    string DeploymentId,
    string Service,
    string Version,
    IReadOnlyList<AttributedIncidentResource> Incidents,
    int TotalCount,
    IReadOnlyList<UnreadableResource> Unreadable)
{
    public static DeploymentIncidentList From(Deployment one, AttributedIncidentPage page) => new(
        one.Id,
        one.Service,
        one.Version,
        [
            .. page.Incidents.Select(each =>
                new AttributedIncidentResource(IncidentSummary.From(each.Incident), each.Kind.ToString())),
        ],
        page.TotalCount,
        [.. page.Unreadable.Select(UnreadableResource.From)]);
}
