namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints that make changes, with the prefix at which they are mapped and the policy of their callers.</summary>
internal sealed record WriteEndpoint(string Prefix, string Policy);
