namespace Reliability;

/// <summary>A library that feeds an objective, as written in configuration. See <see cref="LibraryBuilderExtensions"/>.</summary>
public sealed class LibraryFeedOptions
{
    /// <summary>Gets or sets the library.</summary>
    /// <value>Required.</value>
    public ObservedLibrary Library { get; set; }

    /// <summary>Gets or sets what is selected: the data source of Npgsql, the host of <c>HttpClient</c>, the pipeline of Polly or the
    /// service of gRPC.</summary>
    /// <value>Default: <see langword="null"/>, which selects everything.</value>
    public string? Name { get; set; }

    /// <summary>
    /// Gets or sets the timeout of the <c>HttpClient</c>, which distinguishes its own timeouts from cancellations of the caller. Only
    /// <see cref="ObservedLibrary.HttpClient"/> uses it.
    /// </summary>
    /// <value>More than zero. Default: <c>00:01:40</c>, as that of <c>HttpClient</c>.</value>
    public TimeSpan? Timeout { get; set; }
}
