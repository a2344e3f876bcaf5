using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentReferenceResource(string Service, string Id)
{
    public static IReadOnlyList<IncidentReferenceResource> Of(IReadOnlyList<IncidentReference> incidents) =>
        [.. incidents.Select(one => new IncidentReferenceResource(one.Service, one.Id))];
}
