using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentImportResource(
    bool IsPlan, int AddedCount, int PresentCount, IReadOnlyList<IncidentRejectionResource> Rejected)
{
    public static IncidentImportResource From(IncidentImportReport one) => new(
        one.IsPlan,
        one.AddedCount,
        one.PresentCount,
        [.. one.Rejected.Select(line => new IncidentRejectionResource(line.Line, line.Id, line.Reason))]);
}
