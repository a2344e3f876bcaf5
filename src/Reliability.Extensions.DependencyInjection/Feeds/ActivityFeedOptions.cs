namespace Reliability;

/// <summary>Activities that feed an objective, as written in configuration. See <see cref="ActivityBuilderExtensions"/>.</summary>
public sealed class ActivityFeedOptions
{
    /// <summary>Gets or sets the name of the <c>ActivitySource</c>, such as <c>Npgsql</c>.</summary>
    /// <value>Required.</value>
    public string Source { get; set; } = "";

    /// <summary>Gets or sets the operation name of the activities.</summary>
    /// <value>Default: <see langword="null"/>, which selects all activities of the source.</value>
    public string? Name { get; set; }

    /// <summary>Gets the conditions of the activities that are selected. All of them must hold.</summary>
    /// <value>Default: empty, which selects all activities.</value>
    public IList<TagConditionOptions> Where { get; } = [];

    /// <summary>Gets the conditions of the activities that are bad. One of them suffices; a tag alone must be present.</summary>
    /// <value>Default: empty, which means the status <c>Error</c>.</value>
    public IList<TagConditionOptions> BadWhen { get; } = [];
}
