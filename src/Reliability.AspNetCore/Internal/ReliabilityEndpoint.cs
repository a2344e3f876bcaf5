namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints of this library: they are guarded, and not measured.</summary>
internal sealed class ReliabilityEndpoint
{
    public static readonly ReliabilityEndpoint Instance = new();
}
