namespace Reliability;

/// <summary>A condition on a tag of a measurement, as written in configuration. At most one of the comparisons is set.</summary>
public sealed class TagConditionOptions
{
    /// <summary>Gets or sets the name of the tag, such as <c>http.request.method</c>.</summary>
    /// <value>Required.</value>
    public string Tag { get; set; } = "";

    /// <summary>Gets or sets the value that the tag must have.</summary>
    /// <value>Default: <see langword="null"/>, which compares nothing.</value>
    public string? Value { get; set; }

    /// <summary>Gets or sets the text with which the value of the tag must begin, such as <c>5</c> for statuses from 500.</summary>
    /// <value>Default: <see langword="null"/>, which compares nothing.</value>
    public string? Prefix { get; set; }

    /// <summary>Gets or sets the value that the tag must not have; only for the measurements that are selected.</summary>
    /// <value>Default: <see langword="null"/>, which compares nothing.</value>
    public string? Not { get; set; }
}
