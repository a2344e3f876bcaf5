using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Determines what burn rates and alerts read: sums between the starts of their windows if these answer all rules, and otherwise buckets,
/// with sketches only if a rule needs them.
/// </summary>
internal static class RecentPlan
{
    /// <summary>The windows that a report reads in addition to those of the rules.</summary>
    public static readonly TimeSpan[] BurnWindows = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(3)];

    private static readonly TimeSpan Fine = TimeSpan.FromHours(6);

    public static TimeSpan MaxWindow(SloDefinition slo)
    {
        TimeSpan longest = BucketGrid.MaxMinuteWindow;
        IReadOnlyList<AlertRule> rules = slo.Alerts;
        for (int i = 0; i < rules.Count; i++)
        {
            longest = rules[i].MaxWindow > longest ? rules[i].MaxWindow : longest;
        }

        return longest;
    }

    /// <summary>Returns the start of what the rules of an objective read, which is a whole hour.</summary>
    public static DateTimeOffset StartOf(SloDefinition slo, DateTimeOffset now) =>
        SeriesResolution.Hour.StartOf(BucketGrid.StartOf(slo.Budgeting, now, MaxWindow(slo)));

    /// <summary>
    /// Returns whether sums answer all rules: no slice is counted, no rule examines single buckets, and nothing is excluded.
    /// </summary>
    public static bool IsSummed(SloMoment moment)
    {
        if (!moment.Ledger.Excluded.IsEmpty || moment.Slo.Budgeting is not OccurrenceBudgeting)
        {
            return false;
        }

        IReadOnlyList<AlertRule> rules = moment.Slo.Alerts;
        for (int i = 0; i < rules.Count; i++)
        {
            if (rules[i] is not (BurnRateRule or BadEventRule or PercentBelowRule))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The hours of a budget before all that is read otherwise. If one of them was measured, unmeasured slices count from the start of a
    /// window; otherwise from the first slice that was measured, as in the budget. Null if missing slices do not count.
    /// </summary>
    public static SeriesQuery? Earlier(SloDefinition slo, DateTimeOffset now)
    {
        DateTimeOffset from = SeriesResolution.Hour.StartOf(now - slo.Window.NominalLength) + TimeSpan.FromHours(1);
        DateTimeOffset to = StartOf(slo, now);
        return slo.Budgeting is TimeSliceBudgeting { Missing: not MissingSlice.Exclude } && from < to
            ? new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, from, to)
            : null;
    }

    /// <summary>
    /// Returns the ranges of buckets that answer all rules: the last hours in minutes, and of the time before only the hours in which a
    /// window starts. All others lie within a window or outside of it as a whole, so that their hours say the same: some 600 rows, and not
    /// 4,320 for 3 days of minutes.
    /// </summary>
    public static IEnumerable<SeriesQuery> Buckets(SloDefinition slo, DateTimeOffset now, SketchRetention kept)
    {
        DateTimeOffset end = SeriesResolution.Minute.StartOf(now) + TimeSpan.FromMinutes(1);
        DateTimeOffset sketches = slo.Alerts.Where(rule => rule.NeedsSketches && !ReadsSketchedHours(rule, kept))
            .Select(rule => BucketGrid.StartOf(now, rule.MaxWindow))
            .Append(end)
            .Min();
        DateTimeOffset cursor = StartOf(slo, now);
        DateTimeOffset fine = BucketGrid.NeedsMinutes(slo.Budgeting) ? cursor : SeriesResolution.Hour.StartOf(now - Fine);
        fine = sketches < fine ? SeriesResolution.Hour.StartOf(sketches) : fine;
        foreach (DateTimeOffset edge in EdgeHours(slo, now).Where(edge => edge < fine))
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

    /// <summary>Returns whether a rule evaluates a quantile over a longer window than sketches of minutes are kept.</summary>
    public static bool ReadsSketchedHours(AlertRule rule, SketchRetention kept) =>
        rule.NeedsSketches && BucketGrid.SketchTierFor(rule.MaxWindow, kept) == SeriesResolution.Hour;

    /// <summary>
    /// Returns the ranges with sketches that answer the quantiles over longer windows than sketches of minutes are kept: whole hours, and
    /// the minutes of the present one. Empty if there is no such rule.
    /// </summary>
    public static SeriesQuery[] SketchedHours(SloDefinition slo, DateTimeOffset now, SketchRetention kept)
    {
        TimeSpan longest = TimeSpan.Zero;
        IReadOnlyList<AlertRule> rules = slo.Alerts;
        for (int i = 0; i < rules.Count; i++)
        {
            longest = rules[i].MaxWindow > longest && ReadsSketchedHours(rules[i], kept) ? rules[i].MaxWindow : longest;
        }

        if (longest == TimeSpan.Zero)
        {
            return [];
        }

        DateTimeOffset hour = SeriesResolution.Hour.StartOf(now);
        DateTimeOffset from = SeriesResolution.Hour.StartOf(now - longest);
        DateTimeOffset end = SeriesResolution.Minute.StartOf(now) + TimeSpan.FromMinutes(1);
        return
        [
            new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, from, hour) { IncludeSketches = true },
            new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, hour, end) { IncludeSketches = true },
        ];
    }

    private static TimeSpan[] WindowsOf(AlertRule rule) =>
        rule is BurnRateRule burn ? [burn.LongWindow, burn.ShortWindow] : [rule.MaxWindow];

    /// <summary>The hours within which a window starts that is read to the minute.</summary>
    private static IEnumerable<DateTimeOffset> EdgeHours(SloDefinition slo, DateTimeOffset now) => slo.Alerts.SelectMany(WindowsOf)
        .Concat(BurnWindows)
        .Where(window => window <= BucketGrid.MaxMinuteWindow)
        .Select(window => BucketGrid.StartOf(slo.Budgeting, now, window))
        .Where(start => start != SeriesResolution.Hour.StartOf(start))
        .Select(start => SeriesResolution.Hour.StartOf(start))
        .Distinct()
        .Order();
}
