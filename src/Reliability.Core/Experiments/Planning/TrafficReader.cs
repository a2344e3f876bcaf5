using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>Reads the traffic that experiments are planned from out of what a service has stored already.</summary>
public static class TrafficReader
{
    /// <summary>The most weeks that are read: series keep their hours for 400 days unless configured otherwise.</summary>
    public const int MaxWeeks = 104;

    /// <summary>The events of a series per day (UTC) in the whole weeks before today.</summary>
    /// <remarks>
    /// Events are not units: one unit sends several requests in a day and comes again on other days, where a plan takes each day's units to be new. State how many of a
    /// day's units an event stands for; where an experiment has run before, <see cref="ReadFirstSightsAsync"/> is more honest.
    /// </remarks>
    /// <param name="store">Where the series is.</param>
    /// <param name="series">The series, such as the requests of an objective.</param>
    /// <param name="now">The caller's time; the day that it lies in is not read.</param>
    /// <param name="weeks">How many weeks, 1 to 104. Default: 8.</param>
    /// <param name="unitsPerEvent">How many new units an event stands for, above 0 and at most 1: 0.2 when a unit sends five requests. Default: 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<TrafficHistory> ReadEventsAsync(
        ISeriesStore store, SeriesId series, DateTimeOffset now, int weeks = 8, double unitsPerEvent = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Legal.Between(weeks, 1, MaxWeeks, nameof(weeks));
        Legal.Within(unitsPerEvent, double.Epsilon, 1, nameof(unitsPerEvent));
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset from = today.AddDays(-7 * weeks);
        double?[] hours = new double?[weeks * 7 * 24];
        await foreach (SeriesBucket bucket in store.ReadAsync(new SeriesQuery(series, SeriesResolution.Hour, from, today), cancellationToken).ConfigureAwait(false))
        {
            hours[(int)(bucket.Start - from).TotalHours] = Math.Min(bucket.Count, Legal.MaxUnits) * unitsPerEvent;
        }

        return TrafficHistory.OfHours(hours);
    }

    /// <summary>How many units an experiment saw for the first time on each of its days, counted from the hour of the first one; a last day that is not over is left out.</summary>
    /// <remarks>
    /// This is what the next experiment with the same audience will meet: many on the first days, and ever fewer as those who come regularly have all been seen. Units that
    /// were seen in two arms are in it. Reads every unit once, and keeps a number per hour.
    /// </remarks>
    /// <param name="store">Where the units are.</param>
    /// <param name="experiment">The past experiment; best one that ran for weeks without a change of coverage.</param>
    /// <param name="coverage">Which share of the units it took, its layer's slice included, above 0 and at most 1. Default: 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<TrafficHistory> ReadFirstSightsAsync(
        IEnrollmentStore store, ExperimentId experiment, double coverage = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Legal.Within(coverage, 1e-6, 1, nameof(coverage));
        var hours = new Dictionary<long, long>();
        await foreach (EnrolledUnit unit in store.ReadUnitsAsync(experiment, cancellationToken).ConfigureAwait(false))
        {
            long hour = unit.Time.UtcTicks / TimeSpan.TicksPerHour;
            hours[hour] = hours.GetValueOrDefault(hour) + 1;
        }

        if (hours.Count == 0)
        {
            return TrafficHistory.OfFirstSights([]);
        }

        long first = hours.Keys.Min();
        long days = Math.Min(TrafficHistory.MaxDays, (hours.Keys.Max() - first + 1) / 24);
        double[] units = new double[days];
        foreach ((long hour, long seen) in hours)
        {
            long day = (hour - first) / 24;
            if (day < days)
            {
                units[day] += seen / coverage;
            }
        }

        return TrafficHistory.OfFirstSights(units);
    }
}
