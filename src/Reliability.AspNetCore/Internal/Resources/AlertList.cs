using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record AlertList(IReadOnlyList<AlertResource> Alerts)
{
    public static AlertList From(IEnumerable<SloReport> reports) => new(
        [.. reports.SelectMany(report => report.Alerts.Select(reading => AlertResource.From(report.Status, reading)))]);
}
