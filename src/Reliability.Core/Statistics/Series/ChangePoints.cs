using Reliability.Common.Internal;
using Reliability.Statistics.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Finds where the level of a series shifts, and single outliers. The function is pure. See <see cref="ChangePointOptions"/> for what is
/// removed before the search.
/// </summary>
public static class ChangePoints
{
    /// <summary>Finds the shifts and the outliers of a series.</summary>
    /// <param name="positions">The bucket numbers of the values, strictly increasing. Gaps are allowed.</param>
    /// <param name="values">The values, one for each position.</param>
    /// <param name="options">How to search, or null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// A value is NaN or infinite, the positions are not strictly increasing, the lengths differ, or the profile does not have one finite
    /// effect for each phase.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static ChangePointResult Find(
        ReadOnlySpan<int> positions, ReadOnlySpan<double> values, ChangePointOptions? options = null)
    {
        options ??= new ChangePointOptions();
        Validate(options);
        return new ShiftSearch(positions, values, options).Run();
    }

    private static void Validate(ChangePointOptions options)
    {
        Check.Between(options.FalseAlarmProbability, 1e-6, 0.2, nameof(options.FalseAlarmProbability));
        Check.Between(options.MinEffect, 0, double.MaxValue, nameof(options.MinEffect));
        Check.Between(options.MinRelativeEffect, 0, double.MaxValue, nameof(options.MinRelativeEffect));
        Check.Between(options.PhaseCount, 0, SeasonalityTest.MaxPeriod, nameof(options.PhaseCount));
        Check.Between(options.NoisePhaseCount, 0, SeasonalityTest.MaxPeriod, nameof(options.NoisePhaseCount));
        Check.Between(options.RecentPoints, 1, 100, nameof(options.RecentPoints));
        Check.Between(options.MinSegmentPoints, 2, 1000, nameof(options.MinSegmentPoints));
        Check.That(options.PhaseCount != 1, options.PhaseCount, "The value must be 0, or 2 or more.", nameof(options.PhaseCount));
        Check.That(
            options.NoisePhaseCount != 1, options.NoisePhaseCount, "The value must be 0, or 2 or more.", nameof(options.NoisePhaseCount));
        if (options.Profile is { } profile && (profile.Count != options.PhaseCount || !profile.All(double.IsFinite)))
        {
            throw new ArgumentException(
                $"The profile must have one finite effect for each of the {options.PhaseCount} phases of the season.", nameof(options));
        }
    }
}
