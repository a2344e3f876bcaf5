using Reliability.Statistics;

namespace Reliability.Trends;

/// <summary>A line that was fitted to a metric, in units per day.</summary>
public sealed record TrendLine
{
    /// <summary>Gets the change per day.</summary>
    public required double SlopePerDay { get; init; }

    /// <summary>Gets the confidence interval of <see cref="SlopePerDay"/> at a level of 95 %; null with too few points.</summary>
    public required ConfidenceInterval? SlopeInterval { get; init; }

    /// <summary>Gets the two-sided p-value of a trend; null with too few points.</summary>
    public required double? PValue { get; init; }

    /// <summary>Gets the correlation of the values with time, from -1 to 1: Pearson's r of least squares, Kendall's tau of the robust
    /// line. It is null for equal values.</summary>
    public required double? Correlation { get; init; }

    /// <summary>Gets the change along the line.</summary>
    public required TrendChange Change { get; init; }
}
