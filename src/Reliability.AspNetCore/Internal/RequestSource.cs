namespace Reliability.AspNetCore.Internal;

/// <summary>A declaration of the requests that feed an objective.</summary>
internal sealed record RequestSource(string Slo, RequestFilter Filter);
