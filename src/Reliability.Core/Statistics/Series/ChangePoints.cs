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
        Check.Between(options.MinimumEffect, 0, double.MaxValue, nameof(options.MinimumEffect));
        Check.Between(options.MinimumRelativeEffect, 0, double.MaxValue, nameof(options.MinimumRelativeEffect));
        Check.Between(options.Period, 0, SeasonalityTest.MaximumPeriod, nameof(options.Period));
        Check.Between(options.RecentPoints, 1, 100, nameof(options.RecentPoints));
        Check.Between(options.MinimumSegmentLength, 2, 1000, nameof(options.MinimumSegmentLength));
        if (options.Period == 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), 1, "The period is 1. It must be 0 or at least 2.");
        }

        if (options.Profile is { } profile && (profile.Count != options.Period || !profile.All(double.IsFinite)))
        {
            throw new ArgumentException(
                $"The profile must have one finite effect for each of the {options.Period} phases of the period.", nameof(options));
        }
    }
}
