using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Determines how far back the rules of an objective can be replayed. Hours outlive minutes: where they count more events, minutes are
/// gone. Sketches of minutes are taken to be gone when their retention is over.
/// </summary>
internal sealed class ReplayLimits(ISeriesStore store, SeriesRetention kept)
{
    public async ValueTask<IReadOnlyList<ReplayedRule>> OfAsync(
        SloDefinition slo, DateTimeOffset start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset from = SeriesResolution.Hour.StartOf(start - RecentPlan.MaxWindow(slo));
        DateTimeOffset to = SeriesResolution.Hour.StartOf(now);
        if (slo.Alerts.Count == 0 || from >= to)
        {
            return [.. slo.Alerts.Select(rule => Of(rule, start))];
        }

        IReadOnlyList<SeriesSummary> sums = await store.SummarizeAsync(
            [
                new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, from, to),
                new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, from, to),
            ],
            cancellationToken).ConfigureAwait(false);
        (SeriesSummary minutes, SeriesSummary hours) = (sums[0], sums[1]);
        DateTimeOffset? firstMinute = minutes.Total.Count >= hours.Total.Count ? null : minutes.BucketCount > 0 ? minutes.Total.Start : to;
        DateTimeOffset sketches = SeriesResolution.Minute.StartOf(now - kept.Sketches.Minutes);
        DateTimeOffset? firstSketch = hours.BucketCount > 0 && hours.Total.Start < sketches ? sketches : null;
        return
        [
            .. slo.Alerts.Select(rule => Of(rule, Max(
                start,
                Max(firstMinute + rule.MaxWindow ?? start, (rule.NeedsSketches ? firstSketch + rule.MaxWindow : null) ?? start)))),
        ];
    }

    private ReplayedRule Of(AlertRule rule, DateTimeOffset since) => new()
    {
        Rule = rule.Name,
        Since = rule.MaxWindow > (rule.NeedsSketches ? kept.Sketches.Minutes : kept.Minutes) ? null : since,
    };

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
