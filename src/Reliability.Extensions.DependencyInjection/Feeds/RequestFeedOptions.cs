namespace Reliability;

/// <summary>
/// The requests that feed an objective, as written in configuration. The package Reliability.AspNetCore measures them when the setup calls
/// <c>FromRequests()</c>.
/// </summary>
public sealed class RequestFeedOptions
{
    /// <summary>Gets the patterns of the routes that are selected, such as <c>/orders/{id}</c>.</summary>
    /// <value>Default: empty, which selects all routes.</value>
    public IList<string> Routes { get; } = [];

    /// <summary>Gets the patterns of the routes that are excluded.</summary>
    /// <value>Default: empty.</value>
    public IList<string> ExcludedRoutes { get; } = [];

    /// <summary>Gets the methods that are selected, such as <c>POST</c>.</summary>
    /// <value>Default: empty, which selects all methods.</value>
    public IList<string> Methods { get; } = [];

    /// <summary>Gets statuses that are bad in addition to those from 500.</summary>
    /// <value>100 to 599. Default: empty.</value>
    public IList<int> BadStatuses { get; } = [];

    /// <summary>Gets statuses that are not counted.</summary>
    /// <value>100 to 599. Default: empty.</value>
    public IList<int> IgnoredStatuses { get; } = [];

    /// <summary>Gets or sets a value indicating whether the latency of a request ends at the first byte of its response.</summary>
    /// <value>Default: <see langword="false"/>, which means the last byte.</value>
    public bool ToFirstByte { get; set; }
}
