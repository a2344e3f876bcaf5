namespace Reliability.AspNetCore.Internal;

internal sealed record MetricDefinitionList(IReadOnlyList<MetricDefinitionResource> Metrics);
