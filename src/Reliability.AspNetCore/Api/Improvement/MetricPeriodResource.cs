namespace Reliability.AspNetCore.Internal;

/// <summary>A period of metrics of improvement: it includes its start and excludes its end.</summary>
internal sealed record MetricPeriodResource(DateTimeOffset From, DateTimeOffset To);
