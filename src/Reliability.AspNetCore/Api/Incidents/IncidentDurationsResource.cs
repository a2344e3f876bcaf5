using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentDurationsResource(int Count, double? MedianSeconds, double? P75Seconds, double? P90Seconds)
{
    public static IncidentDurationsResource From(IncidentDurations one) =>
        new(
            one.Count,
            JsonNumber.Of(one.Median?.TotalSeconds),
            JsonNumber.Of(one.P75?.TotalSeconds),
            JsonNumber.Of(one.P90?.TotalSeconds));
}
