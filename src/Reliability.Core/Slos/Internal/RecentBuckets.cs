using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Loads the buckets of burn rates and alerts: minutes of the last days, hours before them, and sketches only if a rule needs them.
/// </summary>
internal static class RecentBuckets
{
    public static TimeSpan LongestWindow(SloDefinition slo) =>
        slo.Alerts.Aggregate(BucketGrid.MaxMinuteWindow, (longest, rule) => rule.MaxWindow > longest ? rule.MaxWindow : longest);

    /// <summary>The windows that are read in addition to those of the rules.</summary>
    public static readonly TimeSpan[] BurnWindows = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(3)];

    private static readonly TimeSpan Fine = TimeSpan.FromHours(6);

    public static async ValueTask<BucketBuffer> ReadAsync(
        CountedBuckets counted, SloDefinition slo, DateTimeOffset now, ExcludedTime excluded, CancellationToken cancellationToken)
    {
        var buffer = new BucketBuffer();
        try
        {
            await counted.ReadFirstAsync(buffer, Earlier(slo, now), excluded, cancellationToken).ConfigureAwait(false);
            foreach (SeriesQuery query in Plan(slo, now))
            {
                await counted.ReadAsync(buffer, slo, query, excluded, cancellationToken).ConfigureAwait(false);
            }

            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The hours of a budget before all that is read otherwise. If one of them was measured, unmeasured slices count from the start of a
    /// window; otherwise from the first slice that was measured, as in the budget. Null if missing slices do not count.
    /// </summary>
    private static SeriesQuery? Earlier(SloDefinition slo, DateTimeOffset now)
    {
        DateTimeOffset from = SeriesResolution.Hour.StartOf(now - slo.Window.NominalLength) + TimeSpan.FromHours(1);
        DateTimeOffset to = Start(slo, now);
        return slo.Budgeting is TimeSliceBudgeting { Missing: not MissingSlice.Exclude } && from < to
            ? new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, from, to)
            : null;
    }

    private static DateTimeOffset Start(SloDefinition slo, DateTimeOffset now) =>
        SeriesResolution.Hour.StartOf(BucketGrid.StartOf(slo.Budgeting, now, LongestWindow(slo)));

    /// <summary>
    /// What to read: the last hours in minutes, and of the time before only the hours in which a window starts. All others lie within a
    /// window or outside of
    /// it as a whole, so that their hours say the same: some 600 rows, and not 4,320 for 3 days of minutes.
    /// </summary>
    internal static IEnumerable<SeriesQuery> Plan(SloDefinition slo, DateTimeOffset now)
    {
        DateTimeOffset end = SeriesResolution.Minute.StartOf(now) + TimeSpan.FromMinutes(1);
        DateTimeOffset sketches = slo.Alerts.Where(rule => rule.NeedsSketches)
            .Select(rule => BucketGrid.StartOf(now, rule.MaxWindow))
            .Append(end)
            .Min();
        DateTimeOffset cursor = Start(slo, now);
        DateTimeOffset fine = BucketGrid.NeedsMinutes(slo.Budgeting) ? cursor : SeriesResolution.Hour.StartOf(now - Fine);
        fine = sketches < fine ? SeriesResolution.Hour.StartOf(sketches) : fine;
        foreach (DateTimeOffset edge in Edges(slo, now).Where(edge => edge < fine))
        {
            if (cursor < edge)
            {
                yield return new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, cursor, edge);
            }

            yield return new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, edge, edge.AddHours(1));
            cursor = edge.AddHours(1);
        }

        if (cursor < fine)
        {
            yield return new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, cursor, fine);
        }

        if (fine < sketches)
        {
            yield return new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, fine, sketches);
        }

        if (sketches < end)
        {
            yield return new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, sketches, end) { IncludeSketches = true };
        }
    }

    /// <summary>The hours within which a window starts that is read to the minute.</summary>
    private static IEnumerable<DateTimeOffset> Edges(SloDefinition slo, DateTimeOffset now) => slo.Alerts
        .SelectMany(rule => rule is BurnRateRule burn ? [burn.LongWindow, burn.ShortWindow] : new[] { rule.MaxWindow })
        .Concat(BurnWindows)
        .Where(window => window <= BucketGrid.MaxMinuteWindow)
        .Select(window => BucketGrid.StartOf(slo.Budgeting, now, window))
        .Where(start => start != SeriesResolution.Hour.StartOf(start))
        .Select(start => SeriesResolution.Hour.StartOf(start))
        .Distinct()
        .Order();
}
