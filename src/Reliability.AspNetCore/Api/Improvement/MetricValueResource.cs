using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>How long something took for one record.</summary>
internal sealed record MetricValueResource(string Service, string Id, DateTimeOffset At, double? Seconds)
{
    public static IReadOnlyList<MetricValueResource> Of(IReadOnlyList<MetricValue> values) =>
        [.. values.Select(one => new MetricValueResource(one.Service, one.Id, one.At, JsonNumber.Of((double?)one.Value.TotalSeconds)))];
}
