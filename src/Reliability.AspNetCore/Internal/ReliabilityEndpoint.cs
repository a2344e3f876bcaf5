namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints of this library, which are guarded and not measured.</summary>
internal sealed class ReliabilityEndpoint
{
    public static readonly ReliabilityEndpoint Instance = new();
}
