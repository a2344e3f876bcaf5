using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>Estimates when the trend line of a series crosses a threshold. All functions are pure.</summary>
public static class ThresholdCrossing
{
    /// <summary>Estimates the position at which the trend line of a series crosses a threshold.</summary>
    /// <param name="positions">The positions, finite and ascending, such as days.</param>
    /// <param name="values">The values, as many as positions: finite, or <see cref="double.NaN"/> for a missing value.</param>
    /// <param name="threshold">The threshold, finite.</param>
    /// <param name="confidence">The confidence level of the interval, above 0 and below 1. The default is 0.9.</param>
    /// <param name="direction">The side from which the series crosses the threshold. The default goes by the fitted line.</param>
    /// <param name="horizon">
    /// The greatest distance from the last position at which a crossing is reported, or <see langword="null"/> for no limit.
    /// </param>
    /// <returns>The estimate, about the line without noise; single values cross earlier and later.</returns>
    /// <remarks>
    /// A line is fitted by generalized least squares. Its errors are autoregressive of order 1. Their correlation ρ is estimated by
    /// restricted maximum likelihood; it widens the interval, and reduces its degrees of freedom to n(1 - ρ)/(1 + ρ) - 2. The interval is
    /// that of inverse regression: it contains all positions at which the line, within Student's factor times its standard error, may equal
    /// the threshold. E. C. Fieller (1954). It has no upper bound if the slope is not significant at this confidence. For 60 values it
    /// holds the true position about as often as declared up to ρ = 0.6; beyond, ρ is underestimated and the interval is too narrow.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths differ, a position is not finite or not above the one before, or a value is infinite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The threshold, the confidence, the direction or the horizon is not valid.</exception>
    public static CrossingEstimate Estimate(
        ReadOnlySpan<double> positions,
        ReadOnlySpan<double> values,
        double threshold,
        double confidence = 0.9,
        CrossingDirection direction = CrossingDirection.Unknown,
        double? horizon = null)
    {
        Check.Finite(threshold, nameof(threshold));
        Check.Inside(confidence, 0, 1, nameof(confidence));
        Check.Word(direction, nameof(direction));
        if (horizon is { } limit)
        {
            Check.Positive(limit, nameof(horizon));
        }

        CrossingProblem problem = CrossingProblem.Read(positions, values, threshold);
        return problem.Count < 3
            ? new CrossingEstimate
            {
                Outcome = CrossingOutcome.InsufficientData,
                LastPosition = problem.Count == 0 ? null : problem.Last,
                Confidence = confidence,
                Reason = Check.Text($"There are {problem.Count} values; a trend line needs at least 3."),
            }
            : problem.Solve(confidence, direction, horizon ?? double.PositiveInfinity);
    }
}
