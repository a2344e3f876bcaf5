namespace Reliability.Slos;

/// <summary>The bad events of an objective that come from one source.</summary>
public sealed record BadEventCount
{
    /// <summary>Gets the route or the operation, such as <c>/orders/{id}</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Gets how the events failed, such as <c>500</c> or <c>timeout</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Gets the version of the application.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the number of bad events.</summary>
    public required long Bad { get; init; }
}
