using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.AspNetCore.Internal;

/// <summary>A confidence interval. A bound that does not exist is null.</summary>
internal sealed record IntervalResource(double? Lower, double? Upper, double? Level)
{
    public static IntervalResource From(ConfidenceInterval interval) =>
        new(JsonNumber.Of(interval.Lower), JsonNumber.Of(interval.Upper), JsonNumber.Of(interval.Level));
}
