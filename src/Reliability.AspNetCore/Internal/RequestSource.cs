namespace Reliability.AspNetCore.Internal;

/// <summary>One declaration: an objective and the requests that it measures.</summary>
internal sealed record RequestSource(string Slo, RequestFilter Filter);
