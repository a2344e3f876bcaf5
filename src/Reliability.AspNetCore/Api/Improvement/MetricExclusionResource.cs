namespace Reliability.AspNetCore.Internal;

internal sealed record MetricExclusionResource(string Service, string Id, string Reason);
