namespace Reliability;

/// <summary>
/// Declares that a package reads a setting of objectives that names feeds, such as <see cref="FedOptions.Requests"/>. A feed in
/// configuration that nothing reads stops the host at start.
/// </summary>
public sealed record FeedReader
{
    /// <summary>Gets the name of the setting.</summary>
    public required string Setting { get; init; }
}
