namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints whose callers are authorized for each service.</summary>
internal sealed record ServicePolicy(string Name);
