namespace Reliability.Statistics;

/// <summary>An estimate of the position at which the trend line of a series crosses a threshold.</summary>
public sealed record CrossingEstimate
{
    /// <summary>Gets the outcome.</summary>
    public required CrossingOutcome Outcome { get; init; }

    /// <summary>
    /// Gets the position at which the fitted line crosses the threshold, which is the last position if it has crossed already, or
    /// <see langword="null"/> if it does not cross within the horizon.
    /// </summary>
    public double? Position { get; init; }

    /// <summary>
    /// Gets the earliest plausible position of the crossing, at least the last position, or <see langword="null"/> if no crossing within
    /// the horizon is plausible.
    /// </summary>
    public double? Low { get; init; }

    /// <summary>
    /// Gets the latest plausible position of the crossing, or <see langword="null"/> if it is plausible that there is none within the
    /// horizon.
    /// </summary>
    public double? High { get; init; }

    /// <summary>Gets the last position that has a value, or <see langword="null"/> if there are no values.</summary>
    public double? LastPosition { get; init; }

    /// <summary>Gets the distance from the last position to <see cref="Position"/>, such as days until the threshold.</summary>
    public double? Remaining => Position - LastPosition;

    /// <summary>Gets the slope of the fitted line per unit of position, or <see langword="null"/> if no line was fitted.</summary>
    public double? Slope { get; init; }

    /// <summary>
    /// Gets the estimated correlation of the errors of two values that are a median distance apart, or <see langword="null"/> if no line
    /// was fitted.
    /// </summary>
    public double? Autocorrelation { get; init; }

    /// <summary>Gets the confidence level of the interval from <see cref="Low"/> to <see cref="High"/>.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets a human-readable reason for the outcome and for bounds that are absent.</summary>
    public required string Reason { get; init; }
}
