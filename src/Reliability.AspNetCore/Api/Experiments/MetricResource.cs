using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>A metric as an experiment declares it.</summary>
internal sealed record MetricResource(
    string Name, string Kind, string Role, string Goal, double? MinEffect, double? Margin, bool? MarginIsAbsolute)
{
    public static MetricResource From(ExperimentMetric metric) => new(
        metric.Name,
        metric.Kind.ToString(),
        metric.Role.ToString(),
        metric.Goal.ToString(),
        JsonNumber.Of(metric.MinEffect),
        JsonNumber.Of(metric.Margin?.Value),
        metric.Margin?.IsAbsolute);
}
