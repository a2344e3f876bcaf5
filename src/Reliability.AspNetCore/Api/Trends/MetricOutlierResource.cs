using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

internal sealed record MetricOutlierResource(DateTimeOffset At, double? Value, double? Expected)
{
    public static MetricOutlierResource From(MetricOutlier outlier) =>
        new(outlier.At, JsonNumber.Of((double?)outlier.Value), JsonNumber.Of((double?)outlier.Expected));
}
