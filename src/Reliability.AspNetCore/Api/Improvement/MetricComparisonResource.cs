using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>A metric of two periods. The verdict is better or worse only if the intervals have no value in common.</summary>
internal sealed record MetricComparisonResource(
    string Name, string Verdict, string Reason, ImprovementMetricResource Earlier, ImprovementMetricResource Later)
{
    public static MetricComparisonResource Of(MetricComparison one) => new(
        one.Name,
        one.Verdict.ToString(),
        one.Reason,
        ImprovementMetricResource.From(one.Earlier, showsValues: false),
        ImprovementMetricResource.From(one.Later, showsValues: false));
}
