using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record BurnResource(
    double WindowSeconds, decimal Total, decimal Bad, decimal? ErrorRatio, decimal? BurnRate, decimal? BudgetShare, long ObservedBuckets)
{
    public static BurnResource From(BurnReading reading) => new(
        reading.Window.TotalSeconds, reading.Total, reading.Bad, reading.ErrorRatio, reading.BurnRate, reading.BudgetShare,
        reading.ObservedBuckets);
}
