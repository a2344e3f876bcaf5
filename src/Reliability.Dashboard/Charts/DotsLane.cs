namespace Reliability.Dashboard.Internal;

/// <summary>Durations of one kind, in seconds, with the figures that describe them.</summary>
internal sealed record DotsLane
{
    /// <summary>Gets the label.</summary>
    public required string Label { get; init; }

    /// <summary>Gets the durations that are drawn, the earliest first.</summary>
    public required IReadOnlyList<DotsValue> Values { get; init; }

    /// <summary>Gets the number of durations that the figures are of, of which only some may be drawn.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the median; <see langword="null"/> if there is no duration.</summary>
    public double? Median { get; init; }

    /// <summary>Gets the low end of the interval of the median; <see langword="null"/> for too few durations.</summary>
    public double? Low { get; init; }

    /// <summary>Gets the high end of the interval of the median.</summary>
    public double? High { get; init; }

    /// <summary>Gets the 90th percentile.</summary>
    public double? P90 { get; init; }
}
