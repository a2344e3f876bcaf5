namespace Reliability;

/// <summary>An instrument that feeds an objective, as written in configuration. See <see cref="MeterBuilderExtensions"/>.</summary>
public sealed class MeterFeedOptions
{
    /// <summary>Gets or sets the name of the meter, such as <c>Npgsql</c>.</summary>
    /// <value>Required.</value>
    public string Meter { get; set; } = "";

    /// <summary>Gets or sets the name of the instrument, such as <c>db.client.operation.duration</c>.</summary>
    /// <value>Required, unless <see cref="Total"/> and <see cref="Bad"/> are set.</value>
    public string? Instrument { get; set; }

    /// <summary>Gets or sets the name of the instrument that counts all events, if another one counts the bad ones.</summary>
    /// <value>Default: <see langword="null"/>, which means that one instrument measures both.</value>
    public string? Total { get; set; }

    /// <summary>Gets or sets the name of the instrument that counts the bad events of <see cref="Total"/>.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Bad { get; set; }

    /// <summary>Gets the conditions of the measurements that are selected. All of them must hold.</summary>
    /// <value>Default: empty, which selects all measurements.</value>
    public IList<TagConditionOptions> Where { get; } = [];

    /// <summary>Gets the conditions of the measurements that are bad. One of them suffices; a tag alone must be present.</summary>
    /// <value>Default: empty, which means the tag <c>error.type</c>.</value>
    public IList<TagConditionOptions> BadWhen { get; } = [];
}
