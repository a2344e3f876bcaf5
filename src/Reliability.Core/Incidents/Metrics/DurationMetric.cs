using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>How long something took: a distribution, never a mean alone. All figures are <see langword="null"/> for an empty set.</summary>
public sealed record DurationMetric : ImprovementMetric
{
    /// <summary>Gets the median, halfway between the two middle values of an even number.</summary>
    public TimeSpan? Median { get; init; }

    /// <summary>Gets the 75th percentile, interpolated linearly.</summary>
    public TimeSpan? P75 { get; init; }

    /// <summary>Gets the 90th percentile, interpolated linearly.</summary>
    public TimeSpan? P90 { get; init; }

    /// <summary>Gets the mean. A few long values decide it, so it stands beside the median.</summary>
    public TimeSpan? Mean { get; init; }

    /// <summary>
    /// Gets the lower end of the interval of the median: the value whose rank is the greatest with a confidence of at least 95 %.
    /// <see langword="null"/> for fewer than 6 values, which no such interval fits.
    /// </summary>
    public TimeSpan? Low { get; init; }

    /// <summary>Gets the upper end of the interval of the median: the value with the same rank from above.</summary>
    public TimeSpan? High { get; init; }

    /// <summary>
    /// Gets the median of Kaplan and Meier, to which what is still open contributes the time that it has taken so far. Without open ones it
    /// is <see cref="Median"/>. <see langword="null"/> if fewer than half have ended by the longest time that was seen.
    /// </summary>
    public TimeSpan? CensoredMedian { get; init; }

    /// <summary>Gets the values, in the order of the times at which they began.</summary>
    public IReadOnlyList<MetricValue> Values { get; init => field = value ?? []; } = [];

    /// <summary>Gets what is still open, each with the time that it has taken so far.</summary>
    public IReadOnlyList<MetricValue> Open { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    internal override double? Centre => Median?.TotalSeconds;

    /// <inheritdoc/>
    internal override (double Low, double High)? Interval =>
        Low is { } low && High is { } high ? (low.TotalSeconds, high.TotalSeconds) : null;

    /// <summary>
    /// Returns the metric in one line, the same in every culture, such as "median 57.5 min (26 to 142 min, 96 %), p90 234.7 min, mean 201
    /// min, n = 12, 2 excluded".
    /// </summary>
    public override string ToString() => MetricText.Of(this);
}
