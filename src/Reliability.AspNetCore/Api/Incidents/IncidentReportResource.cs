using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The incidents of a service over time.</summary>
internal sealed record IncidentReportResource(
    string Service,
    DateTimeOffset AsOf,
    DateTimeOffset Start,
    DateTimeOffset End,
    int Count,
    int OpenCount,
    int MaintenanceCount,
    int NearMissCount,
    int DuplicateCount,
    int RecurrenceCount,
    int DoubtfulCount,
    double? DowntimeSeconds,
    IncidentDurationsResource TimeToDetect,
    IncidentDurationsResource TimeToRestore,
    IReadOnlyList<IncidentPeriodResource> Periods,
    IReadOnlyList<IncidentCountResource> BySeverity,
    IReadOnlyList<IncidentCountResource> ByCause,
    IReadOnlyList<IncidentRotationResource> Rotations,
    int RotationDays,
    DateOnly RotationStart,
    TimeOnly WorkFrom,
    TimeOnly WorkTo,
    string Zone)
{
    public static IncidentReportResource From(IncidentReport one) => new(
        one.Service,
        one.AsOf,
        one.Range.Start,
        one.Range.End,
        one.Count,
        one.OpenCount,
        one.MaintenanceCount,
        one.NearMissCount,
        one.DuplicateCount,
        one.RecurrenceCount,
        one.DoubtfulCount,
        JsonNumber.Of((double?)one.Downtime.TotalSeconds),
        IncidentDurationsResource.From(one.TimeToDetect),
        IncidentDurationsResource.From(one.TimeToRestore),
        [.. one.Periods.Select(period => new IncidentPeriodResource(period.Start, period.End, period.Count, period.Recurrences))],
        [.. one.BySeverity.Select(count => new IncidentCountResource(count.Key, count.Count))],
        [.. one.ByCause.Select(count => new IncidentCountResource(count.Key, count.Count))],
        [.. one.Rotations.Select(each => new IncidentRotationResource(each.Start, each.End, each.Pages, each.OutOfHours))],
        one.OnCall.RotationDays,
        one.OnCall.RotationStart,
        one.OnCall.WorkFrom,
        one.OnCall.WorkTo,
        one.Zone);
}
