namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints that make changes.</summary>
internal sealed class WriteEndpoint
{
    public static readonly WriteEndpoint Instance = new();
}
