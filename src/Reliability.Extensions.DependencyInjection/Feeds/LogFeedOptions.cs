using Microsoft.Extensions.Logging;

namespace Reliability;

/// <summary>Log entries that feed an objective, as written in configuration. See <see cref="LogBuilderExtensions"/>.</summary>
public sealed class LogFeedOptions
{
    /// <summary>Gets or sets the category of the entries, such as <c>Shop.Checkout</c>, which includes the categories below it.</summary>
    /// <value>Required.</value>
    public string Category { get; set; } = "";

    /// <summary>Gets or sets the level from which an entry is bad.</summary>
    /// <value>Default: <see cref="LogLevel.Error"/>.</value>
    public LogLevel Level { get; set; } = LogLevel.Error;

    /// <summary>Gets or sets the name of the event whose entries are good.</summary>
    /// <value>Default: <see langword="null"/>, which means that all entries below <see cref="Level"/> are good.</value>
    public string? GoodEvent { get; set; }
}
