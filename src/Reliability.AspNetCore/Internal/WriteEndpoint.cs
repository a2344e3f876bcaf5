namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints that change something.</summary>
internal sealed class WriteEndpoint
{
    public static readonly WriteEndpoint Instance = new();
}
