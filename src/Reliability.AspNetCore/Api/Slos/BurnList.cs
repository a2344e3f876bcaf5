using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record BurnList(string Slo, IReadOnlyList<BurnResource> Burn)
{
    public static BurnList From(SloReport report) => new(report.Status.Slo, [.. report.Burn.Select(BurnResource.From)]);
}
