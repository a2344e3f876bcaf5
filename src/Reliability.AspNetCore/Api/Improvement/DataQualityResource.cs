using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>What is doubtful about the records of incidents. <c>DetectedShare</c> is null without incidents.</summary>
internal sealed record DataQualityResource(
    DateTimeOffset AsOf,
    DateTimeOffset From,
    DateTimeOffset To,
    int Count,
    IReadOnlyList<IncidentReferenceResource> Negative,
    IReadOnlyList<IncidentReferenceResource> Zero,
    IReadOnlyList<IncidentReferenceResource> TooLong,
    IReadOnlyList<IncidentReferenceResource> StillOpen,
    IReadOnlyList<IncidentReferenceResource> AfterReport,
    IReadOnlyList<IncidentReferenceResource> NoDetection,
    double? DetectedShare,
    IReadOnlyList<IncidentReferenceResource> Overlapping,
    double? SumOfDurationsSeconds,
    double? DowntimeSeconds,
    IReadOnlyList<IncidentReferenceResource> PostedLate,
    int ImportedCount,
    IReadOnlyList<IncidentReferenceResource> OutOfOrder,
    int DuplicateCount,
    int MaintenanceCount,
    int NearMissCount)
{
    public static DataQualityResource Of(IncidentDataQuality one) => new(
        one.AsOf,
        one.Range.Start,
        one.Range.End,
        one.Count,
        IncidentReferenceResource.Of(one.Negative),
        IncidentReferenceResource.Of(one.Zero),
        IncidentReferenceResource.Of(one.TooLong),
        IncidentReferenceResource.Of(one.StillOpen),
        IncidentReferenceResource.Of(one.AfterReport),
        IncidentReferenceResource.Of(one.NoDetection),
        JsonNumber.Of(one.DetectedShare),
        IncidentReferenceResource.Of(one.Overlapping),
        JsonNumber.Of((double?)one.SumOfDurations.TotalSeconds),
        JsonNumber.Of((double?)one.Downtime.TotalSeconds),
        IncidentReferenceResource.Of(one.PostedLate),
        one.ImportedCount,
        IncidentReferenceResource.Of(one.OutOfOrder),
        one.DuplicateCount,
        one.MaintenanceCount,
        one.NearMissCount);
}
