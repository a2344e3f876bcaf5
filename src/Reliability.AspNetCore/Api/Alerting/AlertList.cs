using Reliability.Alerting;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record AlertList(IReadOnlyList<AlertResource> Alerts, IReadOnlyList<UnreadableResource> Unreadable)
{
    public static AlertList From(
        IEnumerable<(SloDefinition Slo, IReadOnlyList<AlertReading> Readings)> objectives,
        IReadOnlyList<AlertStatus> states,
        IReadOnlyList<UnreadableResource> unreadable)
    {
        var known = states.ToDictionary(one => (one.Slo, one.Rule));
        return new(
        [
            .. objectives.SelectMany(one => one.Readings.Select(reading => AlertResource.From(one.Slo.Name, one.Slo.Service, reading) with
            {
                Alert = known.TryGetValue((one.Slo.Name, reading.Rule), out AlertStatus? status)
                    ? AlertStateResource.From(status)
                    : null,
            })),
        ],
        unreadable);
    }
}
