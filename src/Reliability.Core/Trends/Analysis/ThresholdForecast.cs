using Reliability.Statistics;

namespace Reliability.Trends;

/// <summary>When a metric reaches its threshold if its trend goes on.</summary>
/// <remarks>
/// The trend is the line of generalized least squares through the points since the last lasting shift, without their season
/// (<see cref="ThresholdCrossing"/>). It is about the line: single values reach the threshold earlier.
/// </remarks>
public sealed record ThresholdForecast
{
    /// <summary>The greatest number of days until a threshold that is reported.</summary>
    public const int MaxDays = 365;

    /// <summary>Gets the threshold, in the unit of the metric.</summary>
    public required double Threshold { get; init; }

    /// <summary>Gets whether the line reaches the threshold.</summary>
    public required CrossingOutcome Outcome { get; init; }

    /// <summary>
    /// Gets the days from the last point until the line reaches the threshold, 0 if it did already, or <see langword="null"/> if it does
    /// not within <see cref="MaxDays"/>.
    /// </summary>
    public required double? Days { get; init; }

    /// <summary>
    /// Gets the lower end of the 90 % interval of <see cref="Days"/>, or <see langword="null"/> if no crossing is plausible.
    /// </summary>
    public required double? LowerDays { get; init; }

    /// <summary>
    /// Gets the upper end of the 90 % interval of <see cref="Days"/>, or <see langword="null"/> if it is plausible that the threshold is
    /// not reached within <see cref="MaxDays"/>.
    /// </summary>
    public required double? UpperDays { get; init; }

    /// <summary>Gets the reason for the outcome and for bounds that are absent, in words.</summary>
    public required string Reason { get; init; }
}
