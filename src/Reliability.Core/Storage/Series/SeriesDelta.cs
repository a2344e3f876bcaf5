namespace Reliability.Storage;

/// <summary>The addition of a batch to one minute of one series.</summary>
public readonly record struct SeriesDelta
{
    /// <summary>Initializes a new instance of the <see cref="SeriesDelta"/> struct.</summary>
    /// <param name="series">The name of the series within the service of the batch.</param>
    /// <param name="bucket">
    /// The values to add. The start is a whole minute in UTC. A sketch without values is the same as no sketch.
    /// </param>
    /// <param name="tiers">The tiers to add to: all, unless a store is copied tier by tier.</param>
    public SeriesDelta(string series, SeriesBucket bucket, SeriesTiers tiers = SeriesTiers.All)
    {
        Series = series;
        Bucket = bucket;
        Tiers = tiers;
    }

    /// <summary>Gets the name of the series within the service of the batch.</summary>
    public string Series { get; init; }

    /// <summary>Gets the values to add. The start is a whole minute in UTC.</summary>
    public SeriesBucket Bucket { get; init; }

    /// <summary>Gets the tiers to add to: all, unless a store is copied tier by tier.</summary>
    public SeriesTiers Tiers { get; init; }
}
