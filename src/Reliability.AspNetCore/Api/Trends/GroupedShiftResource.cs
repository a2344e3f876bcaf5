using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>A shift of one metric among those of several.</summary>
internal sealed record GroupedShiftResource(string Metric, MetricShiftResource Shift)
{
    public static GroupedShiftResource Of(GroupedShift one) => new(one.Metric, MetricShiftResource.Of(one.Shift));
}
