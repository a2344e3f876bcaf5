using Reliability.Common.Internal;

namespace Reliability.Experiments;

/// <summary>The number of units that arrived on each day, as the input of <see cref="ExperimentSizing"/>.</summary>
public sealed class TrafficHistory
{
    /// <summary>The maximum number of days in a history. From a longer one, the first days are omitted.</summary>
    public const int MaxDays = 3660;

    private TrafficHistory(IReadOnlyList<double?> days, bool isFirstSights)
    {
        UnitsPerDay = days;
        IsFirstSights = isFirstSights;
    }

    /// <summary>Gets the units of consecutive days, oldest first, with <see langword="null"/> for a day that was not measured.</summary>
    public IReadOnlyList<double?> UnitsPerDay { get; }

    /// <summary>
    /// Gets a value indicating whether each unit counts only on the day on which it was first seen, from the first day of an experiment on.
    /// Such numbers decrease as fewer unseen units remain, and their order matters.
    /// </summary>
    public bool IsFirstSights { get; }

    /// <summary>Creates a history of comparable days, in which the units of each day are assumed to be new.</summary>
    /// <param name="units">
    /// The units of consecutive days, oldest first, finite and 0 or more, with <see langword="null"/> for a day that was not measured.
    /// </param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static TrafficHistory OfDays(IEnumerable<double?> units) => new(Checked(units, nameof(units), MaxDays), false);

    /// <summary>Creates a history of comparable days from hours.</summary>
    /// <param name="units">
    /// The units of consecutive hours, oldest first, from the first hour of a day, finite and 0 or more, with <see langword="null"/> for an
    /// hour that was not measured. A day counts if one of its hours was measured. The day on which measuring began counts only if measuring
    /// began with the day, and an incomplete last day does not count.
    /// </param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static TrafficHistory OfHours(IEnumerable<double?> units)
    {
        double?[] hours = Checked(units, nameof(units), int.MaxValue);
        int first = Array.FindIndex(hours, hour => hour is not null);
        var days = new List<double?>();
        for (int start = 0; start + 24 <= hours.Length; start += 24)
        {
            ReadOnlySpan<double?> day = hours.AsSpan(start, 24);
            bool beganWithin = first > start && first < start + 24;
            double? sum = null;
            foreach (double? hour in beganWithin ? [] : day)
            {
                sum = hour is { } measured ? (sum ?? 0) + measured : sum;
            }

            days.Add(sum);
        }

        return OfDays(days);
    }

    /// <summary>Creates a history of the units that were new on each day of a past experiment, or would have been.</summary>
    /// <param name="units">The new units of consecutive days, from the first day on, finite and 0 or more.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static TrafficHistory OfFirstSights(IEnumerable<double> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        return new(Checked(units.Select(day => (double?)day).Take(MaxDays), nameof(units), MaxDays), true);
    }

    private static double?[] Checked(IEnumerable<double?> units, string parameter, int most)
    {
        ArgumentNullException.ThrowIfNull(units, parameter);
        double?[] copy = [.. units];
        foreach (double? value in copy)
        {
            Check.Between(value ?? 0, 0, Check.MaxUnits, parameter);
        }

        return copy.Length <= most ? copy : copy[^most..];
    }
}
