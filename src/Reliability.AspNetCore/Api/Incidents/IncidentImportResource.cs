using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentImportResource(
    bool IsDryRun, int AddedCount, int PresentCount, IReadOnlyList<IncidentRefusalResource> Refused)
{
    public static IncidentImportResource From(IncidentImportReport one) => new(
        one.IsDryRun,
        one.AddedCount,
        one.PresentCount,
        [.. one.Refused.Select(line => new IncidentRefusalResource(line.Line, line.Id, line.Reason))]);
}
