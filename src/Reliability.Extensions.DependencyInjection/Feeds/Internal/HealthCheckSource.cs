namespace Reliability.Internal;

/// <summary>A declaration of a health check that feeds an objective. The names of checks ignore case.</summary>
internal sealed record HealthCheckSource(string Slo, string Check);
