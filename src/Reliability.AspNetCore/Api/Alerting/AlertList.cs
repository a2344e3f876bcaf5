using Reliability.Alerting;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record AlertList(IReadOnlyList<AlertResource> Alerts, IReadOnlyList<UnreadableResource> Unreadable)
{
    public static AlertList From(
        IEnumerable<SloReport> reports, IReadOnlyList<AlertStatus> states, IReadOnlyList<UnreadableResource> unreadable)
    {
        var known = states.ToDictionary(one => (one.Slo, one.Rule));
        return new(
        [
            .. reports.SelectMany(report => report.Alerts.Select(reading => AlertResource.From(report.Status, reading) with
            {
                Alert = known.TryGetValue((report.Status.Slo, reading.Rule), out AlertStatus? status)
                    ? AlertStateResource.From(status)
                    : null,
            })),
        ],
        unreadable);
    }
}
