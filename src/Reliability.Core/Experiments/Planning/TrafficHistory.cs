using Reliability.Common.Internal;

namespace Reliability.Experiments;

/// <summary>How many units came, day by day: what <see cref="ExperimentSizing"/> plans from.</summary>
public sealed class TrafficHistory
{
    /// <summary>The most days that a history holds; of a longer one, the first days are left out.</summary>
    public const int MaxDays = 3660;

    private TrafficHistory(IReadOnlyList<double?> days, bool isFirstSights)
    {
        Days = days;
        IsFirstSights = isFirstSights;
    }

    /// <summary>Units of consecutive days, oldest first; <see langword="null"/> for a day that nobody measured.</summary>
    public IReadOnlyList<double?> Days { get; }

    /// <summary>
    /// Whether each unit counts on the day it was first seen alone, from the first day of an experiment on. Such days fall as the pool of units runs dry, and their order
    /// means something.
    /// </summary>
    public bool IsFirstSights { get; }

    /// <summary>Days that are like any other: what comes per day, each unit taken to be a new one.</summary>
    /// <param name="units">The units of consecutive days, oldest first, finite and 0 or more; <see langword="null"/> for a day that nobody measured.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public static TrafficHistory OfDays(IEnumerable<double?> units) => new(Checked(units, nameof(units), MaxDays), false);

    /// <summary>The same from hours.</summary>
    /// <param name="units">
    /// The units of consecutive hours, oldest first, from the first hour of a day; finite and 0 or more, <see langword="null"/> for an hour that nobody measured. A day counts
    /// when one of its hours was measured; but the day in which measuring began only when it began with the day, and a day that is not over does not.
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

    /// <summary>Units that were new on each day of a past experiment, or would have been.</summary>
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
            Legal.Within(value ?? 0, 0, Legal.MaxUnits, parameter);
        }

        return copy.Length <= most ? copy : copy[^most..];
    }
}
