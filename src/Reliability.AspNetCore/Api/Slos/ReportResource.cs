using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>The full report of one objective at one moment.</summary>
internal sealed record ReportResource(
    StatusResource Status, IReadOnlyList<BurnResource> Burn, IReadOnlyList<AlertResource> Alerts, ForecastResource Forecast)
{
    public static ReportResource From(SloReport report) => new(
        StatusResource.From(report.Status),
        [.. report.Burn.Select(BurnResource.From)],
        [.. report.Alerts.Select(reading => AlertResource.From(report.Status.Slo, report.Status.Service, reading))],
        ForecastResource.From(report.Forecast));
}
