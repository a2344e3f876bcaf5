using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record BurnResource(
    double WindowSeconds, decimal Total, decimal Bad, decimal? ErrorRatio, decimal? BurnRate, decimal? BudgetShare, long ObservedBuckets)
{
    public static BurnResource From(BurnReading reading) => new(
        reading.Window.TotalSeconds,
        JsonNumber.Of(reading.Total),
        JsonNumber.Of(reading.Bad),
        JsonNumber.Of(reading.ErrorRatio),
        JsonNumber.Of(reading.BurnRate),
        JsonNumber.Of(reading.BudgetShare),
        reading.ObservedBuckets);
}
