namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints that say what a change would do. They follow the rules of changes, and change nothing.</summary>
internal sealed class PlanEndpoint
{
    public static PlanEndpoint Instance { get; } = new();
}
