using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record BurnList(string Slo, IReadOnlyList<BurnResource> Burn)
{
    public static BurnList From(SloReport report) => new(report.Status.Slo, [.. report.Burn.Select(BurnResource.From)]);
}

internal sealed record BurnResource(
    double WindowSeconds, decimal Total, decimal Bad, decimal? ErrorRatio, decimal? BurnRate, decimal? BudgetShare, long ObservedBuckets)
{
    public static BurnResource From(BurnReading reading) => new(
        reading.Window.TotalSeconds, reading.Total, reading.Bad, reading.ErrorRatio, reading.BurnRate, reading.BudgetShare, reading.ObservedBuckets);
}
