namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints of this library, which are guarded and not measured, with the name of their setup.</summary>
internal sealed record ReliabilityEndpoint(string Setup);
