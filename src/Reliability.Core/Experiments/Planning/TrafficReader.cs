using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>Reads the traffic for the planning of experiments from the data that a service has stored.</summary>
public static class TrafficReader
{
    /// <summary>The maximum number of weeks to read. Series keep their hours for 400 days by default.</summary>
    public const int MaxWeeks = 104;

    /// <summary>Reads the number of events of a series per day (UTC) in the whole weeks before today.</summary>
    /// <remarks>
    /// Events are not units: one unit sends several requests in a day and returns on other days, while the duration assumes that the
    /// units of each day are new. State the number of new units of a day that an event represents. If an experiment has run before,
    /// <see cref="ReadFirstSightsAsync"/> is more accurate.
    /// </remarks>
    /// <param name="store">The store that holds the series.</param>
    /// <param name="series">The series, such as the requests of an objective.</param>
    /// <param name="now">The current time of the caller. The current day is not read.</param>
    /// <param name="weeks">The number of weeks, from 1 to 104. The default is 8.</param>
    /// <param name="unitsPerEvent">
    /// The number of new units that an event represents, above 0 and at most 1: 0.2 if a unit sends five requests. The default is 1.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<TrafficHistory> ReadEventsAsync(
        ISeriesStore store,
        SeriesId series,
        DateTimeOffset now,
        int weeks = 8,
        double unitsPerEvent = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Check.Between(weeks, 1, MaxWeeks, nameof(weeks));
        Check.Between(unitsPerEvent, double.Epsilon, 1, nameof(unitsPerEvent));
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset from = today.AddDays(-7 * weeks);
        double?[] hours = new double?[weeks * 7 * 24];
        var query = new SeriesQuery(series, SeriesResolution.Hour, from, today);
        await foreach (SeriesBucket bucket in store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            hours[(int)(bucket.Start - from).TotalHours] = Math.Min(bucket.Count, Check.MaxUnits) * unitsPerEvent;
        }

        return TrafficHistory.OfHours(hours);
    }

    /// <summary>
    /// Reads the number of units that an experiment enrolled on each of its days, counted from the hour of the first one. An incomplete
    /// last day is omitted.
    /// </summary>
    /// <remarks>
    /// The next experiment with the same audience will see a similar pattern: many new units on the first days, and fewer as regular users
    /// have all been seen. Units that were seen in two arms are included. The method reads every unit once, and keeps a number per hour.
    /// </remarks>
    /// <param name="store">The store that holds the units.</param>
    /// <param name="experiment">The past experiment, preferably one that ran for weeks without a change of coverage.</param>
    /// <param name="coverage">
    /// The share of the units that it included, together with the slice of its layer, above 0 and at most 1. The default is 1.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    public static async ValueTask<TrafficHistory> ReadFirstSightsAsync(
        IEnrollmentStore store, ExperimentId experiment, double coverage = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Check.Between(coverage, 1e-6, 1, nameof(coverage));
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
