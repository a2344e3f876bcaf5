using Reliability.Statistics;

namespace Reliability.Trends;

/// <summary>By how much a metric changed along a fitted line, from the first point to the last.</summary>
public sealed record TrendChange
{
    /// <summary>Gets the value of the line at the first point.</summary>
    public required double Start { get; init; }

    /// <summary>Gets the value of the line at the last point.</summary>
    public required double End { get; init; }

    /// <summary>Gets the change in the unit of the metric: end minus start.</summary>
    public double Absolute => End - Start;

    /// <summary>
    /// Gets the change as a share of the value at the start: 0.12 is a rise of 12 %. It is null if that value is not above zero or too
    /// small to compare with; <see cref="Reason"/> then states why.
    /// </summary>
    public required double? Ratio { get; init; }

    /// <summary>
    /// Gets the confidence interval of <see cref="Ratio"/>, from that of the slope, at a level of 95 %; null where the ratio is null or
    /// there are too few points.
    /// </summary>
    public required ConfidenceInterval? RatioInterval { get; init; }

    /// <summary>Gets why <see cref="Ratio"/> is null, as one sentence.</summary>
    public string? Reason { get; init; }
}
