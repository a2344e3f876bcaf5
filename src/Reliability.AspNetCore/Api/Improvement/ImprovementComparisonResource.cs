using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The metrics of two periods.</summary>
internal sealed record ImprovementComparisonResource(
    IReadOnlyList<string> Services,
    string Environment,
    DateTimeOffset AsOf,
    MetricPeriodResource Earlier,
    MetricPeriodResource Later,
    IReadOnlyList<MetricComparisonResource> Metrics,
    IReadOnlyList<UnreadableResource> Unreadable)
{
    public static ImprovementComparisonResource Of(ImprovementComparison one) => new(
        one.Later.Services,
        one.Later.Environment,
        one.Later.AsOf,
        new MetricPeriodResource(one.Earlier.Range.Start, one.Earlier.Range.End),
        new MetricPeriodResource(one.Later.Range.Start, one.Later.Range.End),
        [.. one.Metrics.Select(MetricComparisonResource.Of)],
        [.. one.Later.Unreadable.Select(UnreadableResource.From)]);
}
