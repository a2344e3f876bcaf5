namespace Reliability.Recording;

/// <summary>Where a bad event comes from.</summary>
/// <remarks>
/// A text may hold anything. What a store does not take is replaced, and a text of more than 120 bytes of UTF-8 keeps its beginning.
/// </remarks>
public readonly record struct BadEventSource
{
    /// <summary>Gets the route or the operation, such as <c>/orders/{id}</c>. It must not hold values such as ids of orders.</summary>
    public required string Route { get; init; }

    /// <summary>Gets how the event failed, such as <c>500</c> or <c>timeout</c>.</summary>
    public required string Status { get; init; }

    /// <summary>
    /// Gets the version of the application. The default is the informational version of the entry assembly, of which what follows a
    /// <c>+</c> is cut to 12 characters.
    /// </summary>
    public string? Version { get; init; }
}
