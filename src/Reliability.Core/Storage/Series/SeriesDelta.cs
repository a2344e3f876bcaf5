namespace Reliability.Storage;

/// <summary>What a batch adds to one minute of one series.</summary>
public readonly record struct SeriesDelta
{
    /// <summary>Initializes a new instance of the <see cref="SeriesDelta"/> struct.</summary>
    /// <param name="series">The name of the series within the batch's service.</param>
    /// <param name="bucket">What to add; its start is a whole minute in UTC.</param>
    /// <param name="tiers">The tiers to add it to: both, unless a store is copied tier by tier.</param>
    public SeriesDelta(string series, SeriesBucket bucket, SeriesTiers tiers = SeriesTiers.Both)
    {
        Series = series;
        Bucket = bucket;
        Tiers = tiers;
    }

    /// <summary>The name of the series within the batch's service.</summary>
    public string Series { get; init; }

    /// <summary>What to add; its start is a whole minute in UTC.</summary>
    public SeriesBucket Bucket { get; init; }

    /// <summary>The tiers to add it to: both, unless a store is copied tier by tier.</summary>
    public SeriesTiers Tiers { get; init; }
}
