namespace Reliability.Storage;

/// <summary>What a batch adds to one minute of one series.</summary>
/// <param name="Series">The name of the series within the batch's service.</param>
/// <param name="Bucket">What to add; its start is a whole minute in UTC.</param>
/// <param name="Tiers">The tiers to add it to: both, unless a store is copied tier by tier.</param>
public readonly record struct SeriesDelta(string Series, SeriesBucket Bucket, SeriesTiers Tiers = SeriesTiers.Both);
