using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentDurationsResource(int Count, double? MedianSeconds, double? P75Seconds, double? P90Seconds)
{
    public static IncidentDurationsResource From(IncidentDurations one) =>
        new(one.Count, one.Median?.TotalSeconds, one.P75?.TotalSeconds, one.P90?.TotalSeconds);
}
