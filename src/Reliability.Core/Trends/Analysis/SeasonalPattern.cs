using Reliability.Statistics;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <summary>Whether a metric repeats itself every week or every day.</summary>
public sealed record SeasonalPattern
{
    /// <summary>Gets a value indicating whether the pattern is significant.</summary>
    public bool IsDetected => State == SeasonalityState.Seasonal;

    /// <summary>Gets the outcome of the test. It also states why there was none.</summary>
    public required SeasonalityState State { get; init; }

    /// <summary>Gets the p-value, or null without a test.</summary>
    public required double? PValue { get; init; }

    /// <summary>Gets the share of the variation around the trend that follows the pattern, 0 to 1; 0 without a test.</summary>
    public required double Strength { get; init; }

    /// <summary>
    /// Gets the autocorrelation at the distance of one period, from which the trend was removed; null with too few points or equal values.
    /// </summary>
    public required double? Correlation { get; init; }

    /// <summary>
    /// Gets the effect of each weekday from Monday, hour of the day from midnight, or hour of the week from midnight on Monday, in the unit
    /// of the metric. It is empty without a test.
    /// </summary>
    public required IReadOnlyList<double> Profile { get; init; }

    /// <summary>
    /// Gets the names of the phases in the order of <see cref="Profile"/>, such as <c>Mon</c>, <c>09:00</c> or <c>Mon 09:00</c>.
    /// </summary>
    public IReadOnlyList<string> PhaseNames => [.. Enumerable.Range(0, Profile.Count).Select(i => SeasonPhase.Name(i, Profile.Count))];
}
