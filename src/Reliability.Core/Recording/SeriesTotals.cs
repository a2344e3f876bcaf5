namespace Reliability.Recording;

/// <summary>The events of a series that one recorder has counted since it was created.</summary>
public sealed record SeriesTotals
{
    /// <summary>Gets the declaration of the series.</summary>
    public required SeriesDefinition Series { get; init; }

    /// <summary>Gets the number of good events. For a series of scores it is 0, because a score is a share of a good event.</summary>
    public required long Good { get; init; }

    /// <summary>Gets the number of bad events. For a series of scores it is 0.</summary>
    public required long Bad { get; init; }

    /// <summary>
    /// Gets the good events of a series of scores: the sum of score/scale, so that a score of 4 of 5 adds 0.8. For other series it is 0.
    /// </summary>
    public double GoodScore { get; init; }

    /// <summary>
    /// Gets the bad events of a series of scores: what the scores miss to the scale, so that a score of 4 of 5 adds 0.2. It never
    /// decreases. For other series it is 0.
    /// </summary>
    public double BadScore { get; init; }
}
